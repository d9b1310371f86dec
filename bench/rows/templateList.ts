import { listWhole, searchTemplates } from '../measured/jobs';
import type { Sim } from '../simulator/jobs';
import { interleave } from '../support/interleave';
import type { Worker } from '../support/worker';
import { withWorkers } from '../support/withWorkers';
import type { Row } from './row';

const LATENCY_MS = 100;
/** In the names of many templates. */
const LETTER = 'a';

/** A letter that is typed into the template list. Each time, nothing is known of the catalog. */
export const templateList: Row = {
	name: 'list',
	about: 'the first letter typed into the template list',
	async measure(stage, form) {
		const sides = ['crun', 'undici'] as const;
		return await withWorkers(stage, form, sides, async (workerOf) => {
			let matches = 0;
			const typeLetter = async (side: (typeof sides)[number], templates: number) =>
				await stage.withSim({ latencyMs: LATENCY_MS, templates }, async (sim) => {
					const worker = workerOf(side);
					if (side === 'undici') return await worker.call(listWhole, { sim });
					const found = await worker.call(searchTemplates, { sim, filter: LETTER });
					if (found.results === 0) throw new Error(`No template has the letter "${LETTER}"`);
					matches = found.results + (await scroll(worker, sim, found.token));
					return found;
				});
			const measureWith = async (templates: number) => {
				await interleave(
					form.isShort ? 1 : 2,
					sides,
					async (side) => await typeLetter(side, templates),
				);
				const costs = await interleave(
					form.isShort ? 2 : 9,
					sides,
					async (side) => await typeLetter(side, templates),
				);
				return (side: (typeof sides)[number]) => costs(side).map(({ ms }) => ms);
			};
			const few = await measureWith(300);
			const many = await measureWith(3000);
			const floor = (values: number[]) => [{ name: 'undici, the same pages', values }];
			return [
				{
					what: 'First letter typed into the template list, 300 templates',
					unit: 'ms',
					ours: few('crun'),
					beside: floor(few('undici')),
					goal: { kind: 'ratio', most: 1.1 },
					note: `Each request takes ${LATENCY_MS} ms. The floor is the first page, which tells how many there are, and then all others at once; 10 % are for n8n and noise.`,
				},
				{
					what: 'First matches of 3,000 templates',
					unit: 'ms',
					ours: many('crun'),
					beside: floor(many('undici')),
					goal: { kind: 'value', most: 2 * LATENCY_MS * 1.1 },
					note: `The goal is two round trips of ${LATENCY_MS} ms each, and 10 %. The floor is the whole list. Scrolled to its end, the list showed ${matches.toLocaleString('en-US')} matches.`,
				},
			];
		});
	},
};

/** Scrolls to the end of the list. @returns how many more templates that showed */
async function scroll(worker: Worker, sim: Sim, token: string | undefined): Promise<number> {
	let results = 0;
	for (let next = token; next !== undefined; ) {
		const found = await worker.call(searchTemplates, { sim, filter: LETTER, token: next });
		results += found.results;
		next = found.token;
	}
	return results;
}
