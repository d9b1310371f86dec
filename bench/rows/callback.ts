import { callBack, checkTasks, suspend } from '../measured/jobs';
import { finishTasks, reportSim } from '../simulator/jobs';
import { interleave } from '../support/interleave';
import { withWorkers } from '../support/withWorkers';
import type { Row } from './row';

const LATENCY_MS = 100;
const TASKS = 100;

/** All tasks but the last one are finished, and nothing is known of them. */
export const callback: Row = {
	name: 'callback',
	about: 'a callback to an execution that is suspended with 100 tasks',
	async measure(stage, form) {
		const sides = ['crun', 'undici'] as const;
		return await withWorkers(stage, form, sides, async (workerOf) => {
			const answerCallback = async (side: (typeof sides)[number]) =>
				await stage.withSim({ latencyMs: LATENCY_MS }, async (sim) => {
					await workerOf('crun').call(suspend, { sim, items: TASKS });
					const { tasks } = await stage.simulator.call(reportSim, sim);
					// In the order of the items: the node checks them in this order.
					const inOrder = [...tasks].sort((one, other) => photoOf(one) - photoOf(other));
					const ids = inOrder.map(({ id }) => id);
					await stage.simulator.call(finishTasks, { url: sim.url, ids: ids.slice(0, -1) });
					if (side === 'undici')
						return await workerOf(side).call(checkTasks, { by: side, sim, ids });
					const [{ id: taskId, callbackUrl } = { id: '', callbackUrl: null }] = inOrder;
					const called = await workerOf(side).call(callBack, {
						taskId,
						callbackUrl: callbackUrl ?? '',
					});
					if (called.status !== 200 || !called.answer.includes('not finished'))
						throw new Error(`The callback got ${called.status}: ${called.answer}`);
					return called;
				});
			const costs = await interleave(form.isShort ? 1 : 5, sides, answerCallback);
			const seconds = (side: (typeof sides)[number]) => costs(side).map(({ ms }) => ms / 1000);
			return [
				{
					what: `A callback of ${TASKS} suspended tasks, ${LATENCY_MS} ms latency, worst order`,
					unit: 's',
					ours: seconds('crun'),
					beside: [{ name: 'undici, the same checks', values: seconds('undici') }],
					goal: { kind: 'value', most: 2.5 },
					note: 'All tasks but the last one are finished, and this process has not checked them before.',
				},
			];
		});
	},
};

const photoOf = ({ input }: { input: string }) => Number(/-(\d+)\.png/.exec(input)?.[1]);
