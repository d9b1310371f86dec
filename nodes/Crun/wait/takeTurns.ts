/** A round begins with one of a hundred unfinished tasks. */
const UNFINISHED_PER_CHECK = 100;

/**
 * One round of checks: those first whose last check is longest ago. Most rounds end with the first task, which is
 * unfinished. Where more than half of the checked ones have finished, twice as many are checked next, side by side.
 * @param turns the unfinished tasks, in the order of their turns
 * @param check checks them side by side
 * @returns those that are unfinished now, in the order of their next turns
 */
export async function takeTurns(
	turns: number[],
	check: (tasks: number[]) => Promise<void>,
	isUnfinished: (task: number) => boolean,
): Promise<number[]> {
	let waiting = turns;
	const checked: number[] = [];
	for (let size = Math.ceil(turns.length / UNFINISHED_PER_CHECK); waiting.length > 0; size *= 2) {
		const batch = waiting.slice(0, size);
		waiting = waiting.slice(size);
		await check(batch);
		const unfinished = batch.filter(isUnfinished);
		checked.push(...unfinished);
		if (unfinished.length * 2 >= batch.length) break;
	}
	return [...waiting, ...checked];
}
