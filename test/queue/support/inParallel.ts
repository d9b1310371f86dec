/** Calls `work` for every value, a few at a time. */
export async function inParallel<T>(
	values: readonly T[],
	atOnce: number,
	work: (value: T) => Promise<unknown>,
): Promise<void> {
	const remaining = values.values();
	const worker = async () => {
		for (const value of remaining) await work(value);
	};
	await Promise.all(Array.from({ length: atOnce }, worker));
}
