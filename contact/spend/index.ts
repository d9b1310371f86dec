import { endpoints } from '../../nodes/Crun/crun/contract';
import { sumCredits } from '../../nodes/Crun/crun/price';
import { cheapestOf, requestFor } from '../checks/cheapest';
import type { Known } from '../checks/free';
import { readBalance } from '../checks/readBalance';
import { dataOf, type Contact } from '../contact';
import { ok } from '../crun/expectation';
import type { Spend } from '../options';
import { callbackFindings, isAbout } from './callbacks';
import { listen, type Listener } from './listener';
import { watch, type WatchTiming } from './watch';

export interface SpendTiming extends WatchTiming {
	/** Milliseconds to wait for a callback after the task has finished. */
	callbackWaitMs: number;
	/** Milliseconds to wait for another copy of the callback. */
	copyWaitMs: number;
}

export const DEFAULT_TIMING: SpendTiming = {
	pollMs: 5_000,
	taskTimeoutMs: 20 * 60_000,
	callbackWaitMs: 60_000,
	copyWaitMs: 10_000,
};

interface SpendRun extends Spend {
	timing: SpendTiming;
	say: (line: string) => void;
}

const section = 'the task';

/** Creates one task within the limit, follows it to its end, and shows its callback. */
export async function spend(contact: Contact, known: Known, run: SpendRun): Promise<void> {
	const listener = run.listen === undefined ? null : await listen(run.listen);
	try {
		await createAndWatch(contact, known, run, listener);
	} finally {
		listener?.close();
	}
}

async function createAndWatch(
	contact: Contact,
	{ entries }: Known,
	run: SpendRun,
	listener: Listener | null,
): Promise<void> {
	const { credits: limit, image, callbackUrl, timing, say } = run;
	const refuse = (reason: string) =>
		contact.addUnchecked({ section, name: 'its creation' }, `${reason}. No task was created.`);
	const cheapest = cheapestOf(entries);
	if (!cheapest) return refuse('no template with a price is known');
	const request = requestFor(cheapest, image);
	const estimated = dataOf(
		(
			await contact.check({
				section,
				name: 'its estimate',
				endpoint: endpoints.estimateTask,
				body: request,
				expect: ok,
			})
		).outcome,
	)?.estimated_credits;
	const price = Math.max(cheapest.credits, estimated ?? 0);
	if (price > limit)
		return refuse(`the cheapest template costs ${price} credits, more than ${limit}`);
	const before = await readBalance(contact, section, 'before');
	const { outcome } = await contact.check({
		section,
		name: 'its creation',
		endpoint: endpoints.createTask,
		body: { ...request, ...(callbackUrl !== undefined && { callback_url: callbackUrl }) },
		expect: ok,
		warn: ({ kind }) =>
			kind === 'unknown' ? 'The task may exist: check the task list in the Crun console' : null,
	});
	const created = dataOf(outcome);
	if (!created) return;
	const { task_id: taskId } = created;
	say(`Created task ${taskId} for ${price} credits.`);
	const task = await watch(contact, taskId, callbackUrl, timing);
	if (!task) return;
	await readBalance(contact, section, 'after', (after) => [
		before !== undefined && sumCredits([before, -after]) !== task.credits
			? `The balance fell by ${sumCredits([before, -after])} credits, and TaskInfo says ${task.credits ?? 'nothing'}. Another client of the account may have caused it.`
			: null,
		task.status === 'success' && task.credits !== price
			? `The task was charged with ${task.credits ?? 'unknown'} credits, and its price was ${price}`
			: null,
	]);
	if (!listener) return;
	say('Waiting for the callback …');
	await listener.waitFor(isAbout(taskId), 1, timing.callbackWaitMs);
	if (listener.received.some(isAbout(taskId)))
		await listener.waitFor(isAbout(taskId), 2, timing.copyWaitMs);
	for (const finding of callbackFindings(listener.received, taskId, contact.redact))
		contact.add(finding);
}
