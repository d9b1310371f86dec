import { setTimeout as sleep } from 'node:timers/promises';

export { setTimeout as sleep } from 'node:timers/promises';

const TEN_MINUTES_MS = 600_000;

/**
 * Moves the clock forward before each test of a file, so that nothing which an earlier test looked up is recent.
 * @returns a function that moves it within a test
 */
export function useMinutesBetweenTests(): () => void {
	const real = Date.now.bind(Date);
	let ahead = 0;
	const moveOn = () => {
		ahead += TEN_MINUTES_MS;
		jest.spyOn(Date, 'now').mockImplementation(() => real() + ahead);
	};
	beforeEach(moveOn);
	afterAll(() => jest.restoreAllMocks());
	return moveOn;
}

/** Rejects if the work takes longer, instead of letting the test hang. */
export async function within<T>(ms: number, work: Promise<T>): Promise<T> {
	const timer = new AbortController();
	const late = sleep(ms, undefined, { signal: timer.signal }).then(() => {
		throw new Error(`Not done within ${ms} ms`);
	});
	late.catch(() => undefined);
	try {
		return await Promise.race([work, late]);
	} finally {
		timer.abort();
	}
}

/** Returns the longest time, in milliseconds, that the event loop was blocked while the work ran. */
export async function longestBlock(work: () => Promise<unknown>): Promise<number> {
	let last = performance.now();
	let longest = 0;
	const timer = setInterval(() => {
		longest = Math.max(longest, performance.now() - last - 10);
		last = performance.now();
	}, 10);
	await work();
	await sleep(20);
	clearInterval(timer);
	return longest;
}
