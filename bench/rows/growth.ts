import { checkTasks, createTasks, NAMES, SIDES, suspend, type Side } from '../measured/jobs';
import { finishedTasks, type Sim } from '../simulator/jobs';
import type { Chart } from '../support/chart';
import type { Cost } from '../support/cost';
import type { Figure } from '../support/figure';
import { interleave } from '../support/interleave';
import { median } from '../support/statistics';
import { profileOf } from '../support/profileOf';
import type { Stage } from '../support/stage';
import type { Worker } from '../support/worker';
import { withWorkers } from '../support/withWorkers';
import type { Form, Row } from './row';

/** What grows with the number of items. `poll` is one round of it: a check of each task. */
const WORKS = ['create', 'poll', 'suspend'] as const;
type Work = (typeof WORKS)[number];

/** Suspending is this package's own. */
const sidesOf = (work: Work): readonly Side[] => (work === 'suspend' ? ['crun'] : SIDES);

type Times = Map<Work, Map<Side, Map<number, number[]>>>;

/** The same work with more and more items, at zero latency. */
export const growth: Row = {
	name: 'growth',
	about: 'create, poll, and suspend with 10 to 10,000 items',
	async measure(stage, form) {
		const sizes = form.isShort ? [100, 1000] : [10, 100, 1000, 10_000];
		const times = await measureGrowth(stage, form, sizes);
		if (form.onProfile) await profile(stage, form.onProfile);
		const largest = sizes.at(-1) ?? 1;
		const of = (work: Work, side: Side, items: number) =>
			times.get(work)?.get(side)?.get(items) ?? [];
		form.onChart?.(chartOf(sizes, (work, side, items) => median(of(work, side, items))));
		const perItem = (work: Work, side: Side, items: number) =>
			of(work, side, items).map((ms) => ms / items);
		return WORKS.flatMap((work): Figure[] => {
			const others = sidesOf(work).filter((side) => side !== 'crun');
			const ours = perItem(work, 'crun', largest);
			const title = `${largest.toLocaleString('en-US')} items: ${work}`;
			return [
				{
					what: `${title}, time`,
					unit: 'ms an item',
					ours,
					beside: others.map((side) => ({
						name: NAMES[side],
						values: perItem(work, side, largest),
					})),
					goal: { kind: 'value', most: 1 },
				},
				{
					what: `${title}, growth`,
					unit: 'ms an item',
					ours,
					beside: [
						{
							name: `${(largest / 10).toLocaleString('en-US')} items`,
							values: perItem(work, 'crun', largest / 10),
						},
					],
					goal: { kind: 'ratio', most: 1.2 },
				},
			];
		});
	},
};

async function measureGrowth(stage: Stage, form: Form, sizes: number[]): Promise<Times> {
	return await withWorkers(stage, form, SIDES, async (workerOf) => {
		const times: Times = new Map();
		for (const work of WORKS) {
			const sides = sidesOf(work);
			const ofSides = new Map(sides.map((side) => [side, new Map<number, number[]>()]));
			times.set(work, ofSides);
			const measure = (items: number) => async (side: Side) =>
				await stage.withSim(
					{},
					async (sim) => (await run(stage, workerOf(side), { work, side, sim, items })).ms,
				);
			await interleave(3, sides, measure(300)); // to warm up
			for (const items of sizes) {
				const rounds = items >= 10_000 ? 2 : form.isShort ? 2 : 5;
				const results = await interleave(rounds, sides, measure(items));
				for (const side of sides) ofSides.get(side)?.set(items, results(side));
			}
		}
		return times;
	});
}

/** Creating is profiled by its own row. */
async function profile(stage: Stage, onProfile: NonNullable<Form['onProfile']>): Promise<void> {
	const what = { poll: 'to check 1,000 tasks', suspend: 'to create 1,000 tasks, and suspend' };
	for (const work of ['poll', 'suspend'] as const) {
		const round = async (worker: Worker, side: Side) =>
			await stage.withSim(
				{},
				async (sim) => await run(stage, worker, { work, side, sim, items: 1000 }),
			);
		onProfile(what[work], await profileOf(stage, sidesOf(work), round));
	}
}

async function run(
	{ simulator }: Stage,
	worker: Worker,
	{ work, side: by, sim, items }: { work: Work; side: Side; sim: Sim; items: number },
): Promise<Cost> {
	if (work === 'create') return await worker.call(createTasks, { by, sim, items, executions: 1 });
	if (work === 'suspend') return await worker.call(suspend, { sim, items });
	const ids = await simulator.call(finishedTasks, { url: sim.url, count: items, size: 0 });
	return await worker.call(checkTasks, { by, sim, ids });
}

function chartOf(sizes: number[], ms: (work: Work, side: Side, items: number) => number): Chart {
	const series = WORKS.flatMap((work) =>
		sidesOf(work)
			.filter((side) => side !== 'undici')
			.map((side) => ({
				name: side === 'crun' ? work : `${work}, ${NAMES[side]}`,
				points: sizes.map((items) => ({ x: items, y: ms(work, side, items) / 1000 })),
				isDashed: side !== 'crun',
			})),
	);
	return {
		title: 'Time by the number of items, at zero latency',
		xLabel: 'Items',
		yLabel: 'Seconds',
		series,
	};
}
