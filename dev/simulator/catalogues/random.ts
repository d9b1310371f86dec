/** A seeded generator (mulberry32): the numbers are always the same, so tests may rely on the catalogues. */
export class Random {
	constructor(private state: number) {}

	/** From 0 (inclusive) to 1 (exclusive). */
	next(): number {
		this.state = (this.state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	}

	/** A whole number from `from` to `to`, both inclusive. */
	between(from: number, to: number): number {
		return from + Math.floor(this.next() * (to - from + 1));
	}

	/** True with this probability. */
	chance(share: number): boolean {
		return this.next() < share;
	}

	pick<T>(from: readonly T[]): T {
		const picked = from[this.between(0, from.length - 1)];
		if (picked === undefined) throw new Error('Nothing to pick from');
		return picked;
	}

	digits(length: number): string {
		return Array.from({ length }, (_, place) => this.between(place === 0 ? 1 : 0, 9)).join('');
	}

	/** A copy in random order. */
	shuffle<T>(entries: readonly T[]): T[] {
		return entries
			.map((entry) => ({ entry, key: this.next() }))
			.sort((a, b) => a.key - b.key)
			.map(({ entry }) => entry);
	}
}
