import { hasEnded } from '../../../dev/n8n/executions';
import { LAST_OF_1 } from '../../e2e/support/world';
import { isMet } from '../support/settle';
import { isShort } from '../support/size';
import { isNotPromised, keepsPromises, type Scenario } from '../support/promises';
import { paidTwice, photosNamed } from '../support/tasks';
import { importVideoWorkflow } from '../support/workflows';
import type { QueueWorld } from '../support/world';

const PHOTOS = photosNamed('photo', 10);
/** How many tasks are created and answered before the others are created and not answered. */
const ANSWERED = 3;
/** How many tasks exist when the worker is lost: those answered, and the five requests that a node sends at once. */
const CREATED = ANSWERED + 5;
const TAKEN_OVER_WITHIN_MS = 60_000;
const RETRIES = 2;

type Moment = 'creates' | 'polls';

/** Starts to create ten tasks and waits until eight exist, of which the worker knows three. */
async function startCreating(world: QueueWorld): Promise<string> {
	const { cluster, crun } = world;
	let answered = 0;
	crun.faults.add({
		endpoint: 'CreateTask',
		kind: 'latency',
		ms: 60_000,
		processed: true,
		when: () => (answered += 1) > ANSWERED,
	});
	const id = await cluster.execute(await importVideoWorkflow(world, PHOTOS, {}));
	await crun.waitFor('created', () => true, { count: CREATED, timeoutMs: 30_000 });
	return id;
}

/** Starts to wait for ten tasks and waits until each of them has been checked. */
async function startPolling(world: QueueWorld): Promise<string> {
	const { cluster, crun } = world;
	const workflow = await importVideoWorkflow(world, PHOTOS, {
		waitMode: 'poll',
		options: { pollIntervalSeconds: 2 },
	});
	const id = await cluster.execute(workflow);
	await crun.waitFor('ended', ({ endpoint }) => endpoint === 'TaskInfo', {
		count: PHOTOS.length,
		timeoutMs: 30_000,
	});
	return id;
}

interface Loss {
	moment: Moment;
	/** Whether the host is lost with the worker, and so n8n's event log. */
	host: 'kept' | 'lost';
	/** `flushed`: the queue is lost as well, and all other processes are restarted. */
	redis: 'kept' | 'flushed';
}

const LOSSES: Loss[] = (['creates', 'polls'] as const).flatMap((moment) =>
	(['kept', 'lost'] as const).flatMap((host) =>
		(['kept', 'flushed'] as const).map((redis) => ({ moment, host, redis })),
	),
);
const isEverythingLost = ({ host, redis }: Loss) => host === 'lost' && redis === 'flushed';
/** n8n 2 stores when an execution began before it hands it to a worker. */
const NO_TRACE_ON_1 =
	'if the host and the queue are lost at the same time, nothing that n8n 1 has stored connects a *Retry* with its execution';

/** One of each kind. */
const SHORT: Loss[] = [
	{ moment: 'creates', host: 'kept', redis: 'kept' },
	{ moment: 'creates', host: 'lost', redis: 'flushed' },
];

async function lose({ cluster, crun }: QueueWorld, id: string, { host, redis }: Loss) {
	const worker = await cluster.workerOf(id);
	await (host === 'lost' ? worker.loseHost() : worker.kill('SIGKILL'));
	crun.faults.clear();
	crun.settings.taskTimings = { pendingMs: 20, runningMs: 30 }; // an execution that pays again then ends
	if (redis === 'kept') return await cluster.heal();
	await cluster.redis.flush();
	// The process that waits for the end of the execution is gone too. A starting main process finds it in the database.
	const others = [cluster.main, ...cluster.webhooks, ...cluster.workers];
	await Promise.all(others.map(async (one) => await one.kill('SIGKILL')));
	await cluster.heal();
}

export function describeLostWorkers(world: QueueWorld): void {
	describe.each(isShort ? SHORT : LOSSES)(
		'when a worker is killed while it $moment ten tasks, its host is $host, and Redis is $redis',
		(loss) => {
			it('pays for no task twice, however often the execution runs again or is retried', async () => {
				const { cluster } = world;
				const id = await (loss.moment === 'creates' ? startCreating(world) : startPolling(world));
				await lose(world, id, loss);
				const ends = async () => hasEnded(await cluster.execution(id));
				const executions = [await isMet(ends, TAKEN_OVER_WITHIN_MS)];
				for (let retries = 0; retries < RETRIES && executions[0]; retries += 1) {
					const retry = await cluster.retry(id);
					executions.push(
						await isMet(async () => hasEnded(await cluster.execution(retry)), TAKEN_OVER_WITHIN_MS),
					);
				}
				const scenario: Scenario = {
					what: `A worker is killed while it ${loss.moment} tasks; its folder is ${loss.host}, Redis is ${loss.redis}; then *Retry*, twice`,
					times: `${PHOTOS.length} tasks`,
					figures: {
						paidTwice: paidTwice(world).length,
						stuck: executions.filter((ended) => !ended).length,
					},
				};
				const isLostOn1 = cluster.version === LAST_OF_1 && isEverythingLost(loss);
				if (isLostOn1) isNotPromised(world, scenario, NO_TRACE_ON_1);
				else keepsPromises(world, scenario);
			});
		},
	);
}
