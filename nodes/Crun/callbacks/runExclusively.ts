import type { TaskReading } from '../crun/task';

const KEPT_SECONDS = 3 * 86_400; // longer than an execution can be suspended
const KEPT_AFTER_RESUME_SECONDS = 600; // for callbacks that were already on their way

interface SuspendedExecution {
	until: number;
	/** By task ID: the tasks that this process has seen finished. */
	finished: Map<string, TaskReading>;
	/** The last check so far; the next one starts when it has ended. */
	last: Promise<unknown>;
}
const suspended = new Map<string, SuspendedExecution>();

/**
 * Runs the checks of one suspended execution one after the other, with the tasks that this process has seen
 * finished, so that simultaneous callbacks do not all check the same tasks. A finished task never changes, so
 * this only saves requests: another process, or this one after a restart, asks again and comes to the same
 * result.
 * @param now seconds since the epoch
 * @param check returns `items` once all tasks are finished
 */
export async function runExclusively<T extends { items?: unknown }>(
	executionId: string,
	now: number,
	check: (finished: Map<string, TaskReading>) => Promise<T>,
): Promise<T> {
	for (const [id, { until }] of suspended) if (until < now) suspended.delete(id);
	const entry = suspended.get(executionId) ?? {
		until: now + KEPT_SECONDS,
		finished: new Map<string, TaskReading>(),
		last: Promise.resolve(),
	};
	suspended.set(executionId, entry);
	const turn = entry.last.then(async () => await check(entry.finished));
	entry.last = turn.catch(() => undefined); // the error belongs to the caller of this check; the next one starts anyway
	const result = await turn;
	if (result.items) entry.until = now + KEPT_AFTER_RESUME_SECONDS;
	return result;
}
