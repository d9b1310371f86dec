import { setTimeout as delay } from 'node:timers/promises';
import { accessTo } from '../../e2e/support/world';
import { lossesIn } from '../support/counts';
import { keepsPromises } from '../support/promises';
import { giveTime, isMet } from '../support/settle';
import { size } from '../support/size';
import type { QueueWorld } from '../support/world';
import { routeAsDocumented, runsAfter, suspend } from './suspended';

const EXECUTIONS = size(10, 3);
const DOWN_MS = 3_000;
/** Callbacks arrive before, during, and after the restart of PostgreSQL. */
const BETWEEN_CALLBACKS_MS = 500;
const RESUMED_WITHIN_MS = 30_000;

const statusOf = async ({ cluster }: QueueWorld, id: string) =>
	(await cluster.execution(id)).status;

/** Sends the callbacks of all tasks again until the execution has resumed. */
async function sendUntilResumed(world: QueueWorld, id: string, taskIds: readonly string[]) {
	return await isMet(async () => {
		for (const taskId of taskIds) await world.crun.tasks.sendCallback(taskId);
		return runsAfter(world, id) > 0;
	}, RESUMED_WITHIN_MS);
}

/** Runs `work` while the credential has no API key. */
async function withUnusableCredential<T>(
	{ crun, rest, credential }: QueueWorld,
	work: () => Promise<T>,
): Promise<T> {
	await rest.updateCredential(credential, 'crunApi', { ...accessTo(crun), apiKey: '' });
	try {
		return await work();
	} finally {
		await rest.updateCredential(credential, 'crunApi', accessTo(crun));
	}
}

/** An execution that has been suspended, with its tasks. */
interface Suspended {
	id: string;
	taskIds: string[];
}

async function suspendSeveral(world: QueueWorld, executions: number): Promise<Suspended[]> {
	const suspended: Suspended[] = [];
	for (let number = 0; number < executions; number += 1)
		suspended.push(await suspend(world, 2, `execution${number}-`));
	return suspended;
}

/** Finishes the second task of each execution, and sends all callbacks again until each has resumed. */
async function finish(world: QueueWorld, suspended: readonly Suspended[]) {
	for (const { taskIds } of suspended) world.crun.tasks.finish(taskIds[1] ?? '', 'success');
	await Promise.all(
		suspended.map(async ({ id, taskIds }) => await sendUntilResumed(world, id, taskIds)),
	);
	await giveTime();
	const statuses = await Promise.all(suspended.map(async ({ id }) => await statusOf(world, id)));
	return {
		...lossesIn(suspended.map(({ id }) => runsAfter(world, id))),
		stuck: statuses.filter((status) => status !== 'success').length,
	};
}

export function describeOutages(world: QueueWorld): void {
	beforeEach(() => routeAsDocumented(world));

	describe('when a callback arrives while the credential cannot be used', () => {
		it('stays waiting, and resumes once when the credential is corrected', async () => {
			const { crun } = world;
			const suspended = await suspendSeveral(world, EXECUTIONS);
			const before = await withUnusableCredential(world, async () => {
				const firsts = suspended.map(({ taskIds }) => taskIds[0] ?? '');
				for (const first of firsts) crun.tasks.finish(first, 'success');
				await crun.waitFor('callback', () => true, { count: EXECUTIONS, timeoutMs: 20_000 });
				await giveTime();
				return await Promise.all(suspended.map(async ({ id }) => await statusOf(world, id)));
			});
			expect(before).toEqual(suspended.map(() => 'waiting'));
			keepsPromises(world, {
				what: 'A callback to a suspended execution arrives while the credential cannot be used',
				times: `${EXECUTIONS} executions of 2 tasks`,
				figures: await finish(world, suspended),
			});
		});
	});

	describe('when PostgreSQL is restarted while callbacks arrive', () => {
		it('loses no suspended execution, and resumes each of them once', async () => {
			const { cluster, crun } = world;
			const suspended = await suspendSeveral(world, EXECUTIONS);
			const restarted = cluster.postgres.restart(DOWN_MS);
			for (const { taskIds } of suspended) {
				crun.tasks.finish(taskIds[0] ?? '', 'success');
				await delay(BETWEEN_CALLBACKS_MS);
			}
			await restarted;
			await cluster.heal();
			keepsPromises(world, {
				what: 'PostgreSQL is restarted while callbacks to suspended executions arrive',
				times: `${EXECUTIONS} executions of 2 tasks`,
				figures: await finish(world, suspended),
			});
		});
	});

	describe('when the main process and a webhook process are killed while executions are suspended', () => {
		it('resumes each of them once', async () => {
			const { cluster, crun } = world;
			const { main, webhooks } = cluster;
			const suspended = await suspendSeveral(world, EXECUTIONS);
			await Promise.all([main, webhooks[0]].map(async (one) => await one.kill('SIGKILL')));
			for (const { taskIds } of suspended) crun.tasks.finish(taskIds[0] ?? '', 'success');
			await crun.waitFor('callback', () => true, { count: EXECUTIONS, timeoutMs: 20_000 });
			await cluster.heal();
			keepsPromises(world, {
				what: 'The main process and a webhook process are killed while executions are suspended',
				times: `${EXECUTIONS} executions of 2 tasks`,
				figures: await finish(world, suspended),
			});
		});
	});
}
