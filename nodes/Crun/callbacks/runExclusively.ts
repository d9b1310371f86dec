import type { TaskReading } from '../transport/readTask';

const KEPT_SECONDS = 3 * 86_400; // longer than an execution can be parked
const KEPT_AFTER_RESUME_SECONDS = 600; // for callbacks that were already on their way

interface Parked {
	until: number;
	finished: Map<string, TaskReading>;
	/** The check that came last; the next one starts when it has ended. */
	last: Promise<unknown>;
}
const parked = new Map<string, Parked>();

/**
 * Runs the checks of one parked execution one after the other, with the tasks that this process has seen finished: so
 * callbacks that come together do not all look at the same tasks. A finished task never changes, so this only saves
 * look-ups: another process, or this one after a restart, asks again and comes to the same result.
 * @param now seconds since the epoch
 * @param check tells whether all tasks are finished
 */
export async function runExclusively<T extends { items?: unknown }>(
	executionId: string,
	now: number,
	check: (finished: Map<string, TaskReading>) => Promise<T>,
): Promise<T> {
	for (const [id, { until }] of parked) if (until < now) parked.delete(id);
	const entry = parked.get(executionId) ?? {
		until: now + KEPT_SECONDS,
		finished: new Map<string, TaskReading>(),
		last: Promise.resolve(),
	};
	parked.set(executionId, entry);
	const turn = entry.last.then(async () => await check(entry.finished));
	entry.last = turn.catch(() => undefined); // whoever waits for this turn gets its error; the next one starts anyhow
	const result = await turn;
	if (result.items) entry.until = now + KEPT_AFTER_RESUME_SECONDS;
	return result;
}
