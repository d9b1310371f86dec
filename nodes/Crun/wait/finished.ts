import type { TaskReading } from '../transport/readTask';

const KEPT_SECONDS = 3 * 86_400; // longer than an execution can be parked
const known = new Map<string, { until: number; tasks: Map<string, TaskReading> }>();

/**
 * The tasks of a parked execution that this process has seen finished. A finished task never changes, so this only saves
 * look-ups: another process, or this one after a restart, asks again and comes to the same result.
 * @param now seconds since the epoch
 */
export function finishedTasks(executionId: string, now: number): Map<string, TaskReading> {
	for (const [id, { until }] of known) if (until < now) known.delete(id);
	const entry = known.get(executionId) ?? { until: now + KEPT_SECONDS, tasks: new Map<string, TaskReading>() };
	known.set(executionId, entry);
	return entry.tasks;
}
