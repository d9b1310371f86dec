import { endpoints } from '../crun/contract';
import { terminalStatus } from '../crun/task';
import type { Client } from '../transport/client';
import { abortableSleep } from '../n8n/abortableSleep';
import { isNotFound, readingOf, type TaskReading } from '../transport/readTask';

/** Crun waits for the answer to its callback, so TaskInfo is asked a few times only. */
const LOOKS = 3;
/** TaskInfo can lag behind the callback by a moment. */
const LAG_MS = [500, 1500];

/**
 * Asks TaskInfo about a task that a callback spoke of: the callback itself proves nothing.
 * @param saidFinished the callback says so; then TaskInfo gets a moment to catch up
 */
export async function confirmTask(
	client: Client,
	taskId: string,
	saidFinished: boolean,
): Promise<TaskReading | 'foreign' | 'unreachable'> {
	for (let lag = 0; ; lag += 1) {
		const outcome = await client.read(endpoints.taskInfo, { task_id: taskId }, { attempts: LOOKS });
		if (isNotFound(outcome)) return 'foreign';
		if (outcome.kind !== 'ok' || outcome.data.task_id !== taskId) return 'unreachable';
		const delay = LAG_MS[lag];
		if (!saidFinished || terminalStatus(outcome.data) !== null || delay === undefined)
			return readingOf(outcome, taskId);
		await abortableSleep(delay);
	}
}
