/** How many requests run at the same time, and how the server slows them down. Time is simulated by jest. */
import { abortableSleep } from '../../nodes/Crun/n8n/abortableSleep';
import { Pool } from '../../nodes/Crun/transport/pool';

beforeEach(() => {
	jest.useFakeTimers({ now: Date.UTC(2026, 0, 20) });
});
afterEach(() => {
	jest.useRealTimers();
});

/** Lets everything happen that can happen before time passes. */
const settleDown = async () => await jest.advanceTimersByTimeAsync(0);
const pass = async (ms: number) => await jest.advanceTimersByTimeAsync(ms);

/** Jobs that start when the pool allows it, and end when the test says so. */
class Jobs {
	readonly started: number[] = [];
	readonly results: Array<Promise<number>> = [];
	private readonly finishers: Array<{ end: () => void; fail: (reason: Error) => void }> = [];

	constructor(
		private readonly pool: Pool,
		count: number,
		private readonly isTransfer = false,
	) {
		this.add(count);
	}

	add(count: number): void {
		for (let added = 0; added < count; added += 1) {
			const index = this.results.length;
			const work = new Promise<number>((resolve, reject) => {
				this.finishers.push({ end: () => resolve(index), fail: reject });
			});
			const result = this.pool.run(
				async () => {
					this.started.push(index);
					return await work;
				},
				{ isTransfer: this.isTransfer },
			);
			result.catch(() => undefined); // the test checks it, perhaps later
			this.results.push(result);
		}
	}

	async end(...indexes: number[]): Promise<void> {
		for (const index of indexes) this.finishers[index]?.end();
		await settleDown();
	}

	async fail(index: number, reason: Error): Promise<void> {
		this.finishers[index]?.fail(reason);
		await settleDown();
	}
}

const jobsOf = async (pool: Pool, count: number) => {
	const jobs = new Jobs(pool, count);
	await settleDown();
	return jobs;
};

describe('a pool', () => {
	it.each([1, 2, 5])(
		'runs %i jobs at a time, and starts the others in order as slots become free',
		async (width) => {
			const jobs = await jobsOf(new Pool(width), 10);
			const seen: number[] = [];
			for (let index = 0; index < 10; index += 1) {
				seen.push(jobs.started.length - index);
				await jobs.end(index);
			}
			expect(Math.max(...seen)).toBe(width);
			expect(jobs.started).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
			await expect(Promise.all(jobs.results)).resolves.toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
		},
	);

	it('returns each caller its own result, whichever job ends first', async () => {
		const jobs = await jobsOf(new Pool(3), 3);
		await jobs.end(2, 0, 1);
		await expect(Promise.all(jobs.results)).resolves.toEqual([0, 1, 2]);
	});

	it('rethrows a failure and frees the slot', async () => {
		const jobs = await jobsOf(new Pool(1), 2);
		await jobs.fail(0, new Error('boom'));
		await expect(jobs.results[0]).rejects.toThrow('boom');
		expect(jobs.started).toEqual([0, 1]);
	});

	it('frees the slot when a job throws synchronously', async () => {
		const pool = new Pool(1);
		const thrown = pool.run(() => {
			throw new Error('at once');
		});
		await expect(thrown).rejects.toThrow('at once');
		await expect(pool.run(async () => await Promise.resolve('next'))).resolves.toBe('next');
	});
});

describe('a pool that is slowed down', () => {
	it('starts nothing new until the pause is over', async () => {
		const pool = new Pool(2);
		pool.slowDown(1_000);
		const jobs = await jobsOf(pool, 1);
		await pass(999);
		expect(jobs.started).toEqual([]);
		await pass(1);
		expect(jobs.started).toEqual([0]);
	});

	it('lets running jobs end, and keeps their slots empty during the pause', async () => {
		const pool = new Pool(1);
		const jobs = await jobsOf(pool, 2);
		pool.slowDown(1_000);
		await jobs.end(0);
		await expect(jobs.results[0]).resolves.toBe(0);
		expect(jobs.started).toEqual([0]);
		await pass(1_000);
		expect(jobs.started).toEqual([0, 1]);
	});

	it('waits for the longest of several pauses', async () => {
		const pool = new Pool(8);
		pool.slowDown(1_000);
		const jobs = await jobsOf(pool, 1);
		await pass(500);
		pool.slowDown(2_000);
		pool.slowDown(10);
		await pass(1_999);
		expect(jobs.started).toEqual([]);
		await pass(1);
		expect(jobs.started).toEqual([0]);
	});

	it('halves its width each time, down to one', async () => {
		for (const [times, width] of [
			[1, 4],
			[2, 2],
			[3, 1],
			[9, 1],
		] as const) {
			const pool = new Pool(8);
			for (let time = 0; time < times; time += 1) pool.slowDown(100);
			const jobs = await jobsOf(pool, 9);
			await pass(100);
			expect(jobs.started).toHaveLength(width);
		}
	});

	it('rounds down when it halves', async () => {
		const pool = new Pool(5);
		pool.slowDown(0);
		expect((await jobsOf(pool, 9)).started).toHaveLength(2);
	});

	it('widens by one after each full round of successes, up to its original width', async () => {
		const pool = new Pool(4);
		pool.slowDown(0);
		pool.slowDown(0);
		const jobs = await jobsOf(pool, 9);
		const widths = [1, 2, 2, 3, 3, 3, 4, 4, 4, 4, 4, 4].map((expected, index) => ({
			index,
			expected,
		}));

		expect(jobs.started).toHaveLength(1);
		for (const { index, expected } of widths.slice(1)) {
			pool.recover();
			await settleDown();
			expect({ index, width: jobs.started.length }).toEqual({ index, width: expected });
		}
	});

	it('widens beyond the width of the start only after 10 successes, then by one with each', async () => {
		const pool = new Pool(5, undefined, 7);
		const jobs = await jobsOf(pool, 20);
		const widthAfter = async (successes: number) => {
			for (let success = 0; success < successes; success += 1) pool.recover();
			await settleDown();
			return jobs.started.length;
		};
		expect(await widthAfter(9)).toBe(5);
		expect(await widthAfter(1)).toBe(6);
		expect(await widthAfter(1)).toBe(7);
		expect(await widthAfter(500)).toBe(7);
	});

	it('halves the width that it has reached, and then needs 50 successes for more than at first', async () => {
		const pool = new Pool(2, undefined, 20);
		for (let success = 0; success < 9 + 9; success += 1) pool.recover(); // 11
		pool.slowDown(0); // 5
		for (let success = 0; success < 49; success += 1) pool.recover();
		const jobs = await jobsOf(pool, 20);
		expect(jobs.started).toHaveLength(5);
		pool.recover();
		await settleDown();
		expect(jobs.started).toHaveLength(6);
	});

	it('starts counting successes again after it is slowed down again', async () => {
		const pool = new Pool(4);
		pool.slowDown(0); // 2
		pool.recover();
		pool.slowDown(0); // 1
		pool.slowDown(0); // 1
		const jobs = await jobsOf(pool, 9);
		expect(jobs.started).toHaveLength(1);
		pool.recover(); // 2
		pool.recover();
		await settleDown();
		expect(jobs.started).toHaveLength(2);
	});

	it('does not let requests wait for transfers, but both share the limit', async () => {
		const pool = new Pool(3);
		const transfers = new Jobs(pool, 2, true);
		pool.slowDown(0); // 1
		const requests = await jobsOf(pool, 2);
		expect([transfers.started, requests.started]).toEqual([[0, 1], [0]]);
		const more = new Jobs(pool, 1, true);
		await transfers.end(0);
		expect([requests.started, more.started]).toEqual([[0], []]); // the second request is next
		await requests.end(0);
		expect([requests.started, more.started]).toEqual([[0, 1], [0]]);
		await requests.end(1);
		const last = await jobsOf(pool, 2);
		expect(last.started).toEqual([0]);
	});

	it('starts nothing because of a success during a pause', async () => {
		const pool = new Pool(4);
		pool.slowDown(1_000);
		const jobs = await jobsOf(pool, 4);
		for (let time = 0; time < 9; time += 1) pool.recover();
		await settleDown();
		expect(jobs.started).toEqual([]);
		await pass(1_000);
		expect(jobs.started).toEqual([0, 1, 2, 3]);
	});
});

describe('a pool whose execution is stopped', () => {
	const stopped = (width: number) => {
		const controller = new AbortController();
		return { pool: new Pool(width, controller.signal), stop: () => controller.abort() };
	};

	it('rejects waiting jobs immediately, so that nothing more is charged', async () => {
		const { pool, stop } = stopped(1);
		const jobs = await jobsOf(pool, 3);
		stop();
		await expect(jobs.results[1]).rejects.toThrow('The execution was stopped');
		await expect(jobs.results[2]).rejects.toThrow('The execution was stopped');
		await jobs.end(0);
		await expect(jobs.results[0]).resolves.toBe(0);
		expect(jobs.started).toEqual([0]);
	});

	it('rejects jobs that are added later', async () => {
		const { pool, stop } = stopped(1);
		stop();
		const jobs = await jobsOf(pool, 1);
		await expect(jobs.results[0]).rejects.toThrow('The execution was stopped');
		expect(jobs.started).toEqual([]);
	});

	it('rejects jobs that wait for a pause to end, without blocking the event loop', async () => {
		jest.useRealTimers();
		const { pool, stop } = stopped(2);
		pool.slowDown(2_000);
		const waiting = pool.run(async () => await Promise.resolve());
		const begin = performance.now();
		stop();
		await expect(waiting).rejects.toThrow('The execution was stopped');
		await new Promise((resolve) => setImmediate(resolve)); // comes late when the event loop is kept busy
		expect(performance.now() - begin).toBeLessThan(1_000);
	});
});

describe('abortableSleep', () => {
	it('waits for the given time', async () => {
		const ended = jest.fn();
		void abortableSleep(1_000).then(ended);
		await pass(999);
		expect(ended).not.toHaveBeenCalled();
		await pass(1);
		expect(ended).toHaveBeenCalledTimes(1);
	});

	it('does not wait for a negative time', async () => {
		const ended = jest.fn();
		void abortableSleep(-5).then(ended);
		await settleDown();
		expect(ended).toHaveBeenCalledTimes(1);
	});

	it('ends within a tenth of a second after the execution is stopped', async () => {
		const controller = new AbortController();
		const ended = jest.fn();
		abortableSleep(60_000, controller.signal).catch(ended);
		await pass(10);
		controller.abort();
		await pass(100);
		expect(ended).toHaveBeenCalledWith(
			expect.objectContaining({ name: 'Problem', message: 'The execution was stopped' }),
		);
	});

	it('does not start when the execution has been stopped already', async () => {
		await expect(abortableSleep(60_000, AbortSignal.abort())).rejects.toThrow(
			'The execution was stopped',
		);
	});

	it('leaves no listeners on the signal', async () => {
		const { signal } = new AbortController();
		const added = jest.spyOn(signal, 'addEventListener');
		const removed = jest.spyOn(signal, 'removeEventListener');
		const waiting = abortableSleep(10, signal);
		await pass(10);
		await waiting;
		expect(removed.mock.calls.map(([type, listener]) => [type, listener])).toEqual(
			added.mock.calls.map(([type, listener]) => [type, listener]),
		);
	});
});
