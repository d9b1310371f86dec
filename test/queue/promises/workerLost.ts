import { hasEnded } from '../../../dev/n8n/executions';
import { paidTwice, photosNamed } from '../support/tasks';
import { importVideoWorkflow } from '../support/workflows';
import type { QueueWorld } from '../support/world';

const PHOTOS = photosNamed('photo', 10);
/** How many tasks exist when the worker is lost. */
const CREATED = 5;
const TAKEN_OVER_WITHIN_MS = 60_000;

/** Starts to create ten tasks and waits until some of them exist. Creating takes a while, so that others are on their way. */
async function startCreating(world: QueueWorld) {
	const { cluster, crun } = world;
	crun.faults.add({ endpoint: 'CreateTask', kind: 'latency', ms: 300, processed: true });
	const workflow = await importVideoWorkflow(world, PHOTOS, {});
	const id = await cluster.execute(workflow);
	const worker = await cluster.workerOf(id);
	await crun.waitFor('created', () => true, { count: CREATED, timeoutMs: 30_000 });
	return { id, worker };
}

export function describeKilledWorker(world: QueueWorld): void {
	describe('when a worker is killed while it creates ten tasks', () => {
		it('pays for no task twice, whether or not another worker runs the execution again', async () => {
			const { id, worker } = await startCreating(world);
			await worker.kill('SIGKILL');
			await world.rest.executions.waitFor(id, hasEnded, TAKEN_OVER_WITHIN_MS);
			expect(paidTwice(world)).toEqual([]);
		});
	});
}

export function describeLostHost(world: QueueWorld): void {
	describe('when the host of a worker is lost while it creates ten tasks', () => {
		it('pays for no task twice when the execution is retried twice', async () => {
			const { cluster } = world;
			const { id, worker } = await startCreating(world);
			await worker.loseHost();
			await world.rest.executions.waitFor(id, hasEnded, TAKEN_OVER_WITHIN_MS);
			const first = await cluster.retry(id);
			await world.rest.executions.waitFor(first, hasEnded);
			const second = await cluster.retry(id);
			await world.rest.executions.waitFor(second, hasEnded);
			expect(paidTwice(world)).toEqual([]);
		});
	});
}
