import { endpoints } from '../crun/contract';
import { terminalStatus, type TaskReading } from '../crun/task';
import { abortableSleep } from '../n8n/abortableSleep';
import type { Client } from '../transport/client';
import { isNotFound, toReading } from '../transport/readTask';

/** Crun waits for the answer to its callback, so TaskInfo is asked a few times only. */
const ATTEMPTS = 3;
/** TaskInfo can lag behind the callback by a moment. */
const LAG_MS = [500, 1500];

/** What TaskInfo says about a task that a callback reported. */
export type Confirmation =
	| { kind: 'confirmed'; reading: TaskReading }
	/** Not a task of this account. */
	| { kind: 'foreign' }
	| { kind: 'unreachable' };

/**
 * Asks TaskInfo about a task that a callback reported: the callback itself proves nothing.
 * @param reportedFinished the callback reported it as finished; then TaskInfo gets a moment to catch up
 */
export async function confirmTask(
	client: Client,
	taskId: string,
	reportedFinished: boolean,
): Promise<Confirmation> {
	const query = { task_id: taskId };
	for (let lag = 0; ; lag += 1) {
		const outcome = await client.read(endpoints.taskInfo, query, { attempts: ATTEMPTS });
		if (isNotFound(outcome)) return { kind: 'foreign' };
		if (outcome.kind !== 'ok' || outcome.data.task_id !== taskId) return { kind: 'unreachable' };
		const delay = LAG_MS[lag];
		const mayLag = reportedFinished && terminalStatus(outcome.data) === null;
		if (!mayLag || delay === undefined) {
			return { kind: 'confirmed', reading: toReading(outcome, taskId) };
		}
		await abortableSleep(delay);
	}
}
