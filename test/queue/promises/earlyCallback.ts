import { keepsPromises } from '../support/promises';
import { isMet } from '../support/settle';
import { size } from '../support/size';
import { importVideoWorkflow } from '../support/workflows';
import type { QueueWorld } from '../support/world';
import { routeAsDocumented } from './suspended';

/** Milliseconds from the answer to the node's last check to the callback. */
const DELAYS_MS = [0, 20, 50, 100, 200];
const EXECUTIONS = size(20, 2);
/** n8n wakes waiting executions once a minute at the latest; their deadline is hours away. */
const RESUMED_WITHIN_MS = 90_000;

export function describeEarlyCallbacks(world: QueueWorld): void {
	describe('when a callback arrives after the last check and before n8n has stored the execution', () => {
		it('resumes the execution long before its deadline', async () => {
			routeAsDocumented(world);
			const { cluster, crun } = world;
			const started: string[] = [];
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
					const workflow = await importVideoWorkflow(world, [`after${ms}`], {
						waitMode: 'suspend',
					});
					for (let number = 0; number < EXECUTIONS; number += 1) {
						started.push(await cluster.execute(workflow));
						const callbacks = started.length;
						await crun.waitFor('callback', () => true, { count: callbacks, timeoutMs: 20_000 });
					}
				}
			} finally {
				stop();
			}
			const waiting = async () => {
				const [[count] = []] = await cluster.postgres.query(
					`SELECT count(*) FROM execution_entity WHERE id IN (${started.join()}) AND status <> 'success'`,
				);
				return Number(count);
			};
			await isMet(async () => (await waiting()) === 0, RESUMED_WITHIN_MS);
			keepsPromises(world, {
				what: `The only task calls back between the last check and the moment at which n8n has stored the execution: ${DELAYS_MS.join(', ')} ms after the check`,
				times: `${started.length} executions`,
				figures: { stuck: await waiting() },
			});
		});
	});
}
