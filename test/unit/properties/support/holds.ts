import fc from 'fast-check';

/** How many values each property is tried with: 5,000 in CI, 100,000 with `npm run test:properties`. */
export const RUNS = Number(process.env.PROPERTY_RUNS ?? 5000);

/** The seed of a failed run, which fast-check prints with the value that it failed for: runs the same values again. */
const SEED = process.env.PROPERTY_SEED;

const MS_PER_RUN = 20; // generous: most runs take less than a tenth of that

/** A test that the check passes for every value that the arbitrary generates, and that no built-in object changes. */
export function holds<T>(name: string, values: fc.Arbitrary<T>, check: (value: T) => void): void {
	it(
		name,
		() => {
			const before = builtIns();
			fc.assert(fc.property(values, check), {
				numRuns: RUNS,
				...(SEED !== undefined && { seed: Number(SEED) }),
			});
			expect(builtIns()).toEqual(before);
		},
		Math.max(30_000, RUNS * MS_PER_RUN),
	);
}

/** What a polluted prototype would show. */
function builtIns(): PropertyKey[][] {
	return [Object, Array, String, Number, Boolean, Function].map(({ prototype }) =>
		Reflect.ownKeys(prototype),
	);
}
