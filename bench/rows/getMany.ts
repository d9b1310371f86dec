import { listTemplates, NAMES } from '../measured/jobs';
import { reportSim } from '../simulator/jobs';
import type { Stage } from '../support/stage';
import { withWorkers } from '../support/withWorkers';
import type { Row } from './row';

const PAGES = 6; // the simulator has 280 templates, and sends up to 50 at once
/** The HTTP Request node asks for a page for each item, so fewer items say the same. */
const OTHERS_ITEMS = 200;

/** Items that ask for the same list. */
export const getMany: Row = {
	name: 'getMany',
	about: 'Template > Get Many for 10,000 items with the same question',
	async measure(stage, form) {
		const items = form.isShort ? 1000 : 10_000;
		return await withWorkers(stage, form, ['crun', 'httpRequest'], async (workerOf) => {
			const [ours, cost] = await countRequests(
				stage,
				async (sim) => await workerOf('crun').call(listTemplates, { by: 'crun', sim, items }),
			);
			const by = 'httpRequest' as const;
			const [theirs] = await countRequests(
				stage,
				async (sim) => await workerOf(by).call(listTemplates, { by, sim, items: OTHERS_ITEMS }),
			);
			return [
				{
					what: `getMany for ${items.toLocaleString('en-US')} items with the same question`,
					unit: 'requests a page',
					ours: [ours / PAGES],
					beside: [{ name: `${NAMES[by]} (${OTHERS_ITEMS} items, one page)`, values: [theirs] }],
					goal: { kind: 'value', most: 1 },
					note: `This package read all ${PAGES} pages, and returned what the items searched for, in ${Math.round(cost.ms)} ms.`,
				},
			];
		});
	},
};

async function countRequests<T>(
	stage: Stage,
	work: Parameters<typeof stage.withSim<T>>[1],
): Promise<[number, T]> {
	return await stage.withSim({}, async (sim) => {
		const result = await work(sim);
		const { requests } = await stage.simulator.call(reportSim, sim);
		return [requests['bytedance-templates'] ?? 0, result];
	});
}
