import { setTimeout as delay } from 'node:timers/promises';
import { accessTo } from '../../e2e/support/world';
import { measured, tally } from '../support/measured';
import { giveTime, isMet } from '../support/settle';
import type { QueueWorld } from '../support/world';
import { runsAfter, suspend } from './suspended';

const EXECUTIONS = 10;
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

export function describeOutages(world: QueueWorld): void {
	describe('when a callback arrives while the credential cannot be used', () => {
		it('stays waiting, and resumes once when the credential is corrected', async () => {
			const { crun } = world;
			const { id, taskIds } = await suspend(world, 2);
			const [first = '', second = ''] = taskIds;
			const before = await withUnusableCredential(world, async () => {
				crun.tasks.finish(first, 'success');
				await crun.waitFor('callback', ({ taskId }) => taskId === first, 10_000);
				await giveTime();
				return await statusOf(world, id);
			});
			crun.tasks.finish(second, 'success');
			await sendUntilResumed(world, id, taskIds);
			await giveTime();
			const after = await statusOf(world, id);
			const callbacks = tally(crun.callbacks.map(({ status }) => status));
			measured('Unusable credential', { before, after, callbacks });
			expect({ before, after, runs: runsAfter(world, id) }).toEqual({
				before: 'waiting',
				after: 'success',
				runs: 1,
			});
		});
	});

	describe('when PostgreSQL is restarted while callbacks arrive', () => {
		it('loses none of ten waiting executions, and resumes each of them once', async () => {
			const { cluster, crun } = world;
			const waiting: Array<{ id: string; taskIds: string[] }> = [];
			for (let number = 0; number < EXECUTIONS; number += 1)
				waiting.push(await suspend(world, 2, `execution${number}-`));

			const restarted = cluster.postgres.restart(DOWN_MS);
			for (const { taskIds } of waiting) {
				crun.tasks.finish(taskIds[0] ?? '', 'success');
				await delay(BETWEEN_CALLBACKS_MS);
			}
			await restarted;
			await cluster.heal();
			const before = await Promise.all(waiting.map(async ({ id }) => await statusOf(world, id)));

			for (const { taskIds } of waiting) crun.tasks.finish(taskIds[1] ?? '', 'success');
			await Promise.all(
				waiting.map(async ({ id, taskIds }) => await sendUntilResumed(world, id, taskIds)),
			);
			await giveTime();
			const after = await Promise.all(
				waiting.map(async ({ id }) => ({
					status: await statusOf(world, id),
					runs: runsAfter(world, id),
				})),
			);
			measured('Restarted PostgreSQL', {
				before: tally(before),
				after: tally(after.map(({ status, runs }) => `${status}, ${runs} runs`)),
				callbacks: tally(crun.callbacks.map(({ status, error }) => status ?? error)),
			});
			expect({ before, after }).toEqual({
				before: waiting.map(() => 'waiting'),
				after: waiting.map(() => ({ status: 'success', runs: 1 })),
			});
		});
	});
}
