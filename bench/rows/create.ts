import { createTasks, NAMES, SIDES, type Side } from '../measured/jobs';
import type { Cost } from '../support/cost';
import type { Figure } from '../support/figure';
import { interleave } from '../support/interleave';
import { profileOf } from '../support/profileOf';
import type { Stage } from '../support/stage';
import { withWorkers } from '../support/withWorkers';
import type { Worker } from '../support/worker';
import type { Form, Row } from './row';

interface Load {
	latencyMs: number;
	items: number;
	/** Executions in each round, one after the other. */
	executions: number;
	rounds: number;
	/** Rounds that do not count: code that has run for a while is faster. */
	warmUps: number;
}

/** @returns what each side took, one value for each round */
async function measureCreating(
	stage: Stage,
	form: Form,
	{ latencyMs, items, executions, rounds, warmUps }: Load,
): Promise<(side: Side) => Cost[]> {
	return await withWorkers(stage, form, SIDES, async (workerOf) => {
		const round = async (by: Side) =>
			await stage.withSim(
				{ latencyMs },
				async (sim) => await workerOf(by).call(createTasks, { by, sim, items, executions }),
			);
		await interleave(warmUps, SIDES, round);
		return await interleave(rounds, SIDES, round);
	});
}

const besides = (costOf: (side: Side) => Cost[], pick: (cost: Cost) => number) =>
	SIDES.filter((side) => side !== 'crun').map((side) => ({
		name: NAMES[side],
		values: costOf(side).map(pick),
	}));

/** Many tasks, no latency: what the nodes themselves take. */
export const create: Row = {
	name: 'create',
	about: 'creating 1,000 tasks at zero latency',
	async measure(stage, form) {
		const items = form.isShort ? 300 : 1000;
		const load = form.isShort ? { rounds: 5, warmUps: 8 } : { rounds: 7, warmUps: 3 };
		const costs = await measureCreating(stage, form, {
			latencyMs: 0,
			items,
			executions: 1,
			...load,
		});
		if (form.onProfile) {
			const round = async (worker: Worker, by: Side) =>
				await stage.withSim(
					{},
					async (sim) => await worker.call(createTasks, { by, sim, items, executions: 1 }),
				);
			form.onProfile('to create 1,000 tasks', await profileOf(stage, SIDES, round));
		}
		const figure = (what: string, pick: (cost: Cost) => number): Figure => ({
			what: `Creating ${items.toLocaleString('en-US')} tasks at zero latency, ${what}`,
			unit: 'ms',
			ours: costs('crun').map(pick),
			beside: besides(costs, pick),
			goal: { kind: 'ratio', most: 1 },
		});
		return [figure('time', ({ ms }) => ms), figure('CPU', ({ cpuMs }) => cpuMs)];
	},
};

/** One task, again and again, in a process that has just looked the template up. */
export const createOne: Row = {
	name: 'one',
	about: 'creating one task',
	async measure(stage, form) {
		const figures: Figure[] = [];
		for (const latencyMs of form.isShort ? [100] : [0, 100]) {
			const executions = latencyMs === 0 ? 20 : 3;
			const rounds = form.isShort ? 2 : latencyMs === 0 ? 15 : 5;
			const load = { latencyMs, items: 1, executions, rounds, warmUps: form.isShort ? 1 : 3 };
			const costs = await measureCreating(stage, form, load);
			const each = ({ ms }: Cost) => ms / executions;
			figures.push({
				what: `Creating one task at ${latencyMs === 0 ? 'zero' : `${latencyMs} ms`} latency`,
				unit: 'ms',
				ours: costs('crun').map(each),
				beside: besides(costs, each),
				goal: { kind: 'ratio', most: 1.1 },
			});
		}
		return figures;
	},
};

/** Many tasks with an API that is as far away as a real one. */
export const createFar: Row = {
	name: 'far',
	about: 'creating 1,000 tasks at 100 ms latency',
	async measure(stage, form) {
		const items = form.isShort ? 300 : 1000;
		const load = { latencyMs: 100, items, executions: 1, rounds: form.isShort ? 1 : 3, warmUps: 0 };
		const costs = await measureCreating(stage, form, load);
		const seconds = ({ ms }: Cost) => ms / 1000;
		return [
			{
				what: `Creating ${items.toLocaleString('en-US')} tasks at 100 ms latency, by default`,
				unit: 's',
				ours: costs('crun').map(seconds),
				beside: besides(costs, seconds),
				goal: { kind: 'value', most: (7 * items) / 1000 },
				note: 'The HTTP Request node sends all requests at once. undici and this package keep to 20 at once.',
			},
		];
	},
};
