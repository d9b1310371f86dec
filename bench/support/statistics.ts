/** The middle value; of an even number of values, the mean of the two in the middle. NaN if there are none. */
export function median(values: readonly number[]): number {
	const sorted = [...values].sort((a, b) => a - b);
	const middle = sorted.length / 2;
	const upper = sorted[Math.floor(middle)] ?? NaN;
	const lower = sorted[Math.ceil(middle) - 1] ?? NaN;
	return (lower + upper) / 2;
}

/** The smallest and the largest value. */
export interface Spread {
	least: number;
	most: number;
}

export const spreadOf = (values: readonly number[]): Spread => ({
	least: Math.min(...values),
	most: Math.max(...values),
});

/** The ratio in each round: rounds are interleaved, so what slows one side down mostly slows down the other, too. */
export const ratios = (ours: readonly number[], others: readonly number[]): number[] =>
	ours.flatMap((value, round) => {
		const other = others[round];
		return other === undefined ? [] : [value / other];
	});

/** Random numbers from 0 to 1, the same for the same seed (mulberry32). */
export function seededRandom(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}
