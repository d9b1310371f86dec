import { untilWaiting } from '../../e2e/support/executions';
import { lossesIn } from '../support/counts';
import { keepsPromises } from '../support/promises';
import { giveTime, isMet } from '../support/settle';
import { size } from '../support/size';
import { photosNamed } from '../support/tasks';
import { importVideoWorkflow, sendFileNode } from '../support/workflows';
import type { QueueWorld } from '../support/world';
import { routeAsDocumented } from './suspended';

const TASKS = size(10, 3);
const SENT_WITHIN_MS = 60_000;

/** A webhook process downloads the files, and a worker continues with them. */
export function describeSuspendedFiles(world: QueueWorld): void {
	describe('when a suspended execution downloads the results', () => {
		it('passes each file on to the worker once', async () => {
			const { cluster, crun, reports } = world;
			routeAsDocumented(world);
			const parameters = { waitMode: 'suspend', options: { downloadResult: true } };
			const photos = photosNamed('file', TASKS);
			const last = sendFileNode(world);
			const workflow = await importVideoWorkflow(world, photos, parameters, {}, last);
			await untilWaiting(world, await cluster.execute(workflow));
			const taskIds = crun.ledger.created.map(({ task_id: taskId }) => taskId);
			taskIds.forEach((taskId, index) => {
				crun.media.set(taskId, [{ body: { size: 500_000 + index } }]);
				crun.tasks.finish(taskId, 'success');
			});
			await Promise.all(taskIds.map(async (taskId) => await crun.tasks.sendCallback(taskId)));
			await isMet(() => reports.bodies.length >= TASKS, SENT_WITHIN_MS);
			await giveTime();
			const sizes = reports.bodies.map((body) => body.length);
			const sent = taskIds.map((_, index) => sizes.filter((one) => one === 500_000 + index).length);
			keepsPromises(world, {
				what: 'A suspended execution downloads the results of its tasks, and a worker sends the files on',
				times: `${TASKS} tasks`,
				figures: lossesIn(sent),
			});
		});
	});
}
