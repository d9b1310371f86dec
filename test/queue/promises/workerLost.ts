import { hasEnded } from '../../../dev/n8n/executions';
import { failureOf } from '../../../dev/n8n/schemas';
import { measured } from '../support/measured';
import { giveTime } from '../support/settle';
import { paidTwice, photosNamed } from '../support/tasks';
import { importVideoWorkflow } from '../support/workflows';
import type { QueueWorld } from '../support/world';

const PHOTOS = photosNamed('photo', 10);
/** How many tasks are created and answered before the others are created and not answered. */
const ANSWERED = 3;
/** How many tasks exist when the worker is lost: those answered, and the five requests that a node sends at once. */
const CREATED = ANSWERED + 5;
const TAKEN_OVER_WITHIN_MS = 60_000;

/** Starts to create ten tasks and waits until eight exist, of which the worker knows three. */
async function startCreating(world: QueueWorld) {
	const { cluster, crun } = world;
	let answered = 0;
	const answerAll = crun.faults.add({
		endpoint: 'CreateTask',
		kind: 'latency',
		ms: 60_000,
		processed: true,
		when: () => (answered += 1) > ANSWERED,
	});
	const workflow = await importVideoWorkflow(world, PHOTOS, {});
	const id = await cluster.execute(workflow);
	const worker = await cluster.workerOf(id);
	await crun.waitFor('created', () => true, { count: CREATED, timeoutMs: 30_000 });
	return { id, worker, answerAll };
}

/** What was paid for, and how the executions ended. */
async function figuresOf(world: QueueWorld, workflowId: string) {
	const executions = await world.cluster.executions(workflowId);
	return {
		created: world.crun.ledger.created.length,
		paidTwice: paidTwice(world).length,
		executions: await Promise.all(
			executions.map(async ({ id, mode, status }) => {
				const failure = failureOf(await world.cluster.execution(id));
				return { mode, status, failure };
			}),
		),
	};
}

export function describeKilledWorker(world: QueueWorld): void {
	describe('when a worker is killed while it creates ten tasks', () => {
		it('pays for no task twice, whether or not another worker runs the execution again', async () => {
			const { id, worker, answerAll } = await startCreating(world);
			await worker.kill('SIGKILL');
			answerAll();
			const { workflowId } = await world.rest.executions.waitFor(
				id,
				hasEnded,
				TAKEN_OVER_WITHIN_MS,
			);
			await giveTime();
			measured('Killed worker', await figuresOf(world, workflowId));
			expect(paidTwice(world)).toEqual([]);
		});
	});
}

export function describeLostHost(world: QueueWorld): void {
	describe('when the host of a worker is lost while it creates ten tasks, and the others are restarted', () => {
		it('pays for no task twice when the execution is retried twice', async () => {
			const { cluster, rest } = world;
			const { main, webhooks } = cluster;
			const { id, worker, answerAll } = await startCreating(world);
			await worker.loseHost();
			answerAll();
			// The process that waits for the end of the execution is gone too. A starting main process finds it in the database.
			await Promise.all([main, ...webhooks].map(async (one) => await one.kill('SIGKILL')));
			await cluster.heal();
			const { workflowId } = await rest.executions.waitFor(id, hasEnded, TAKEN_OVER_WITHIN_MS);
			for (let retries = 0; retries < 2; retries += 1)
				await rest.executions.waitFor(await cluster.retry(id), hasEnded);
			measured('Lost host', await figuresOf(world, workflowId));
			expect(paidTwice(world)).toEqual([]);
		});
	});
}
