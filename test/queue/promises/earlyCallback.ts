import { hasEnded } from '../../../dev/n8n/executions';
import { measured, tally } from '../support/measured';
import { isMet } from '../support/settle';
import { importVideoWorkflow } from '../support/workflows';
import type { QueueWorld } from '../support/world';

/** Milliseconds from the answer to the node's last check to the callback. */
const DELAYS_MS = [0, 20, 50, 100, 200];
const EXECUTIONS = 5;
/** n8n wakes waiting executions once a minute at the latest; their deadline is hours away. */
const RESUMED_WITHIN_MS = 90_000;

export function describeEarlyCallbacks(world: QueueWorld): void {
	describe('when a callback arrives after the last check and before n8n has stored the execution', () => {
		it('resumes the execution long before its deadline', async () => {
			const { cluster, crun } = world;
			const started: Array<{ ms: number; id: string }> = [];
			let afterMs = 0;
			const checked = new Set<string>();
			const stop = crun.on('ended', ({ endpoint, query }) => {
				const { task_id: taskId } = query;
				if (endpoint !== 'TaskInfo' || taskId === undefined || checked.has(taskId)) return;
				checked.add(taskId);
				setTimeout(() => crun.tasks.finish(taskId, 'success'), afterMs);
			});
			try {
				for (const ms of DELAYS_MS) {
					afterMs = ms;
					for (let number = 0; number < EXECUTIONS; number += 1) {
						const workflow = await importVideoWorkflow(world, [`after${ms}-${number}`], {
							waitMode: 'suspend',
						});
						started.push({ ms, id: await cluster.execute(workflow) });
						const callbacks = started.length;
						await crun.waitFor('callback', () => true, { count: callbacks, timeoutMs: 20_000 });
					}
				}
			} finally {
				stop();
			}
			const unfinished = async () => {
				const executions = await Promise.all(
					started.map(async ({ ms, id }) => ({ ms, execution: await cluster.execution(id) })),
				);
				return executions.filter(({ execution }) => !hasEnded(execution)).map(({ ms }) => ms);
			};
			await isMet(async () => (await unfinished()).length === 0, RESUMED_WITHIN_MS);
			const waiting = tally(await unfinished());
			measured('Early callbacks, executions that wait for their deadline by delay', waiting);
			expect(waiting).toEqual({});
		});
	});
}
