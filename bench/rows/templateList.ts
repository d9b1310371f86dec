import { listPages, searchTemplates } from '../measured/jobs';
import type { Sim } from '../simulator/jobs';
import type { Cost } from '../support/cost';
import { interleave } from '../support/interleave';
import type { Worker } from '../support/worker';
import { withWorkers } from '../support/withWorkers';
import type { Row } from './row';

const LATENCY_MS = 100;
/** In the names of many templates: those of the first page fill the list. */
const LETTER = 'a';

interface Typed {
	templates: number;
	filter: string;
	/** Whether the filter needs the whole list. */
	isWhole: boolean;
}

/** What is typed into the template list. Each time, nothing is known of the catalog. */
export const templateList: Row = {
	name: 'list',
	about: 'the first letter typed into the template list',
	async measure(stage, form) {
		const sides = ['crun', 'undici'] as const;
		return await withWorkers(stage, form, sides, async (workerOf) => {
			let matches = 0;
			const type = async (
				side: (typeof sides)[number],
				{ templates, filter, isWhole }: Typed,
			): Promise<Cost> =>
				await stage.withSim({ latencyMs: LATENCY_MS, templates }, async (sim) => {
					const worker = workerOf(side);
					if (side === 'undici') return await worker.call(listPages, { sim, isWhole });
					const found = await worker.call(searchTemplates, { sim, filter });
					if (found.results === 0) throw new Error(`No template has "${filter}"`);
					matches = found.results + (await scroll(worker, sim, filter, found.token));
					return found;
				});
			const measureWith = async (typed: Typed) => {
				const round = async (side: (typeof sides)[number]) => await type(side, typed);
				await interleave(form.isShort ? 1 : 2, sides, round);
				const costs = await interleave(form.isShort ? 2 : 9, sides, round);
				return (side: (typeof sides)[number]) => costs(side).map(({ ms }) => ms);
			};
			const few = await measureWith({ templates: 300, filter: LETTER, isWhole: false });
			const last = await measureWith({ templates: 300, filter: lastOf(300), isWhole: true });
			const many = await measureWith({ templates: 3000, filter: LETTER, isWhole: false });
			const floor = (values: number[]) => [{ name: 'undici, the same pages', values }];
			return [
				{
					what: 'First letter typed into the template list, 300 templates',
					unit: 'ms',
					ours: few('crun'),
					beside: floor(few('undici')),
					goal: { kind: 'ratio', most: 1.1 },
					note: `Each request takes ${LATENCY_MS} ms. The floor is the first page, whose matches fill the list; 10 % are for n8n and noise.`,
				},
				{
					what: 'The ID of the last of 300 templates typed into the list',
					unit: 'ms',
					ours: last('crun'),
					beside: floor(last('undici')),
					goal: { kind: 'ratio', most: 1.1 },
					note: 'The floor is the first page, which tells how many there are, and then all others at once.',
				},
				{
					what: 'First matches of 3,000 templates',
					unit: 'ms',
					ours: many('crun'),
					beside: floor(many('undici')),
					goal: { kind: 'value', most: 2 * LATENCY_MS * 1.1 },
					note: `The goal is two round trips of ${LATENCY_MS} ms each, and 10 %. Scrolled to its end, the list showed ${matches.toLocaleString('en-US')} matches.`,
				},
			];
		});
	},
};

/** The ID of the last template of the simulator: see bench/simulator/templates.ts. */
const lastOf = (templates: number) => `9${String(templates - 1).padStart(9, '0')}`;

/** Scrolls to the end of the list. @returns how many more templates that showed */
async function scroll(
	worker: Worker,
	sim: Sim,
	filter: string,
	token: string | undefined,
): Promise<number> {
	let results = 0;
	for (let next = token; next !== undefined; ) {
		const found = await worker.call(searchTemplates, { sim, filter, token: next });
		results += found.results;
		next = found.token;
	}
	return results;
}
