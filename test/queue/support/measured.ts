/** Prints the figures of a test, whether it passes or not. */
export function measured(what: string, figures: unknown): void {
	process.stderr.write(`${what}: ${JSON.stringify(figures)}\n`);
}

/** How often each value occurs. */
export function tally(values: ReadonlyArray<string | number | null>): Record<string, number> {
	const counts: Record<string, number> = {};
	for (const value of values) counts[String(value)] = (counts[String(value)] ?? 0) + 1;
	return counts;
}
