/**
 * The time on a clock that only runs forward. Durations and deadlines are measured with it: the clock of the machine
 * can be moved while an execution waits.
 * @returns milliseconds since some moment in the past
 */
export function monotonicMs(): number {
	return performance.now();
}
