import { waitForTasks, WAITERS } from '../measured/jobs';
import { reportSim, type TaskReport } from '../simulator/jobs';
import type { Figure } from '../support/figure';
import { median } from '../support/statistics';
import { withWorkers } from '../support/withWorkers';
import type { Row } from './row';

/** How each execution did. */
interface Waited {
	/** Seconds from the end of the last task to the end of the execution. */
	late: number[];
	/** Status checks for each task. */
	checks: number[];
}

const LOADS = {
	many: { items: 100, executions: 3, goals: { late: 1.5, checks: 2.2 } },
	one: { items: 1, executions: 5, goals: { late: 3, checks: 9 } },
} as const;
type Load = keyof typeof LOADS;
type Waiter = (typeof WAITERS)[number];

/** Everybody waits at the same time: waiting costs almost nothing, and real tasks take as long as these. */
export const waiting: Row = {
	name: 'waiting',
	about: 'waiting for tasks of about 90 seconds',
	async measure(stage, form) {
		const [from, to] = form.isShort ? [13_000, 15_000] : [85_000, 95_000];
		const loads = ['many', 'one'] as const;
		const processes = loads.flatMap((load) => WAITERS.map((by) => `${load} ${by}` as const));
		return await withWorkers(stage, form, processes, async (workerOf) => {
			const wait = async (load: Load, by: Waiter): Promise<Waited> =>
				await stage.withSim({ tasks: { from, to, seed: 7 } }, async (sim) => {
					const { items, executions } = LOADS[load];
					const worker = workerOf(`${load} ${by}`);
					const { endedAt } = await worker.call(waitForTasks, { by, sim, items, executions });
					const { tasks } = await stage.simulator.call(reportSim, sim);
					return judgeWait(endedAt, tasks);
				});
			/** The second wait counts where there is a single task: the first one has shown how long such tasks take. */
			const waitTwice = async (load: Load) => {
				const first = await wait(load, 'crun');
				return load === 'one' ? { first, ours: await wait(load, 'crun') } : { first, ours: first };
			};
			const both = async (load: Load) => {
				const [ours, sequential] = await Promise.all([waitTwice(load), wait(load, 'sequential')]);
				return { load, ...ours, sequential };
			};
			const results = await Promise.all(loads.map(both));
			const about = `about ${(from + to) / 2000} s`;
			return results.flatMap(({ load, first, ours, sequential }): Figure[] => {
				const { items, goals } = LOADS[load];
				const subject = items === 1 ? `One task of ${about}` : `${items} tasks of ${about}`;
				const figure = (what: string, unit: Figure['unit'], key: keyof Waited): Figure => ({
					what: `${subject}: ${what}`,
					unit,
					ours: ours[key],
					beside: [{ name: 'sequential node', values: sequential[key] }],
					goal: { kind: 'value', most: goals[key] },
					...(items === 1 && key === 'late' ? { note: firstTime(first) } : {}),
				});
				return [
					figure(items === 1 ? 'late by' : 'ends after the last by', 's', 'late'),
					figure('checks', 'checks a task', 'checks'),
				];
			});
		});
	},
};

function firstTime({ late, checks }: Waited): string {
	return `The process has waited for a task of the same template before. The first time, when it did not know how long they take, it was ${median(late).toFixed(1)} s late, with ${median(checks)} checks.`;
}

/** The photos of an execution are named after it. */
function judgeWait(endedAt: number[], tasks: TaskReport[]): Waited {
	const each = endedAt.map((ended, execution) => {
		const own = tasks.filter(({ input }) => input.includes(`/run-${execution}-`));
		const last = Math.max(...own.map(({ finishedAt }) => finishedAt ?? NaN));
		const checks = own.reduce((sum, task) => sum + task.checks, 0) / own.length;
		return { late: (ended - last) / 1000, checks };
	});
	return { late: each.map(({ late }) => late), checks: each.map(({ checks }) => checks) };
}
