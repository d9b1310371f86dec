/**
 * Measures several sides in turns: A B C, A B C, …, so that a busy moment of the machine does not hit one of them only.
 * @returns the results of a side, one for each round
 */
export async function interleave<Side, T>(
	rounds: number,
	sides: readonly Side[],
	measure: (side: Side, round: number) => Promise<T>,
): Promise<(side: Side) => T[]> {
	const results = new Map(sides.map((side): [Side, T[]] => [side, []]));
	for (let round = 0; round < rounds; round += 1)
		for (const side of sides) results.get(side)?.push(await measure(side, round));
	return (side) => results.get(side) ?? [];
}
