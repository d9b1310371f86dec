import { isAheadOf, type Report } from '../crun/callbackBody';
import { endpoints, type Task } from '../crun/contract';
import type { Outcome } from '../crun/outcome';
import type { TaskReading } from '../crun/task';
import { abortableSleep } from '../n8n/abortableSleep';
import { monotonicMs } from '../n8n/monotonic';
import type { Client } from '../transport/client';
import { isNotFound, toReading } from '../transport/readTask';

/** Crun waits for the answer to its callback. Webhook callers commonly give up after ten seconds. */
const PATIENCE_MS = 9000;
const ATTEMPTS = 3;
/** TaskInfo can lag behind the callback. Crun documents no repetition of a callback, so it is asked for a while. */
const LAG_MS = [500, 1000, 1500, 2500];

/** What TaskInfo says about a task that a callback reported. */
export type Confirmation =
	| { kind: 'confirmed'; reading: TaskReading }
	/** Not a task of this account. */
	| { kind: 'foreign' }
	/** Crun was asked, and its answer proves nothing: it refused, or returned something else. */
	| { kind: 'unconfirmed' }
	/** Crun could not be asked: the network failed, or it answered that this will pass (5xx, 429). */
	| { kind: 'unreachable' };

/**
 * Asks TaskInfo about a task that a callback reported: the callback itself proves nothing.
 * @param report where it may be ahead of TaskInfo, that gets a few seconds to catch up
 * @param mayAsk asked before each look-up: false ends the matter as unconfirmed
 */
export async function confirmTask(
	client: Client,
	taskId: string,
	report: Report | null,
	mayAsk: () => Promise<boolean> = async () => true,
): Promise<Confirmation> {
	const query = { task_id: taskId };
	const limits = { attempts: ATTEMPTS, latest: monotonicMs() + PATIENCE_MS };
	for (let lag = 0; ; lag += 1) {
		if (!(await mayAsk())) return { kind: 'unconfirmed' };
		const outcome = await client.read(endpoints.taskInfo, query, limits);
		if (isNotFound(outcome) || isInvalidId(outcome)) return { kind: 'foreign' };
		if (isDown(outcome)) return { kind: 'unreachable' };
		if (outcome.kind !== 'ok' || outcome.data.task_id !== taskId) return { kind: 'unconfirmed' };
		const delay = LAG_MS[lag];
		const lags = report !== null && isAheadOf(report, outcome.data);
		if (!lags || delay === undefined) {
			return { kind: 'confirmed', reading: toReading(outcome, taskId) };
		}
		await abortableSleep(delay);
	}
}

const DOWN = new Set([408, 425, 429, 455]);

/** Whether Crun could not be asked. A page with another status, from a gateway for example, is no sign of that. */
function isDown(outcome: Outcome<Task>): boolean {
	if (outcome.kind !== 'transient') return false;
	const { code } = outcome;
	return code === null || code >= 500 || DOWN.has(code);
}

/** Crun also refuses an ID that it does not know as invalid (`task_id not found`). */
function isInvalidId(outcome: Outcome<Task>): boolean {
	return outcome.kind === 'refused' && outcome.code === 422;
}
