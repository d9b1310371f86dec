import type { Task } from '../crun/contract';
import { expectedOf, type Expected } from '../crun/pollPace';
import { tookMsOf, workOf } from '../crun/task';

/** Of each kind of task, how long the last ones took, in milliseconds. This process has seen them finish. */
const took = new Map<string, number[]>();
const MOST_KINDS = 1000;
const LAST_TASKS = 10;

/** Crun's times are whole seconds. */
const PRECISION_MS = 1000;

/**
 * Learns from a finished task how long tasks of its kind take.
 * @param mostMs milliseconds that it can have taken: Crun's clock may have been moved in the meantime
 */
export function learnFrom(task: Task, mostMs: number): void {
	const work = workOf(task);
	const tookMs = tookMsOf(task);
	if (work === null || tookMs === null || tookMs > mostMs + PRECISION_MS) return;
	const known = took.get(work) ?? [];
	took.delete(work); // a kind that comes again is the newest
	took.set(work, [...known, tookMs].slice(-LAST_TASKS));
	const [oldest] = took.keys();
	if (took.size > MOST_KINDS && oldest !== undefined) took.delete(oldest);
}

/** When a task is likely to finish; null when this process has not seen any of its kind. */
export function expectedFor(task: Task | undefined): Expected | null {
	const work = task && workOf(task);
	return work ? expectedOf(took.get(work) ?? []) : null;
}
