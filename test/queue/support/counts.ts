/** How often each value occurs. */
export function tally(values: ReadonlyArray<string | number | null>): Record<string, number> {
	const counts: Record<string, number> = {};
	for (const value of values) counts[String(value)] = (counts[String(value)] ?? 0) + 1;
	return counts;
}

/** What was lost and doubled. @param runs for each task or execution: how often it continued or started a workflow */
export function lossesIn(runs: readonly number[]): { lost: number; doubled: number } {
	const count = (isOne: (run: number) => boolean) => runs.filter(isOne).length;
	return { lost: count((run) => run === 0), doubled: count((run) => run > 1) };
}
