import { takeTurns } from '../../nodes/Crun/wait/takeTurns';

/** @returns which tasks were checked side by side, and the order of the next turns */
async function round(turns: number[], finished: (task: number) => boolean) {
	const batches: number[][] = [];
	const check = async (tasks: number[]) => {
		batches.push(tasks);
		await Promise.resolve();
	};
	const next = await takeTurns(turns, check, (task) => !finished(task));
	return { batches, next };
}

const upTo = (count: number) => [...Array(count).keys()];

it('a round ends with an unfinished task, which then is the last in turn', async () => {
	const { batches, next } = await round([0, 1, 2], () => false);
	expect(batches).toEqual([[0]]);
	expect(next).toEqual([1, 2, 0]);
});

it('more and more are checked while most of them have finished', async () => {
	const { batches, next } = await round(upTo(20), (task) => task !== 5 && task < 8);
	expect(batches).toEqual([[0], [1, 2], [3, 4, 5, 6], [7, 8, 9, 10, 11, 12, 13, 14]]);
	expect(next).toEqual([15, 16, 17, 18, 19, 5, 8, 9, 10, 11, 12, 13, 14]);
});

it('a round ends where half of the checked tasks have not finished', async () => {
	const { batches, next } = await round([0, 1, 2, 3], (task) => task !== 2);
	expect(batches).toEqual([[0], [1, 2]]);
	expect(next).toEqual([3, 2]);
});

it('nothing is left once all have finished', async () => {
	const { batches, next } = await round(upTo(4), () => true);
	expect(batches).toEqual([[0], [1, 2], [3]]);
	expect(next).toEqual([]);
});

it('a round of many tasks begins with one in a hundred', async () => {
	const { batches, next } = await round(upTo(250), () => false);
	expect(batches).toEqual([[0, 1, 2]]);
	expect(next).toHaveLength(250);
	expect(next.slice(-4)).toEqual([249, 0, 1, 2]);
});
