/** What is counted here is counted for the whole process. Time is simulated by jest. */
let calls: typeof import('../../nodes/Crun/callbacks/unsignedCalls');

const SECOND = 1000;

beforeAll(() => {
	jest.useFakeTimers();
	calls = jest.requireActual('../../nodes/Crun/callbacks/unsignedCalls'); // it asks for the time
});
beforeEach(async () => await jest.advanceTimersByTimeAsync(600 * SECOND));
afterAll(() => jest.useRealTimers());

/** Asks for look-ups at the same time. @returns when each was answered, in seconds from now, and how */
const ask = (count: number) => {
	const startedAt = performance.now();
	const answers: Array<{ allowed: boolean; after: number }> = [];
	for (let call = 0; call < count; call += 1) {
		void calls.mayLookUp().then((allowed) => {
			answers.push({ allowed, after: (performance.now() - startedAt) / SECOND });
		});
	}
	return answers;
};
const count = (answers: Array<{ allowed: boolean }>, allowed: boolean) =>
	answers.filter((answer) => answer.allowed === allowed).length;

describe('Look-ups for callers without a signature', () => {
	it('are allowed immediately for the first twenty callers', async () => {
		const answers = ask(20);
		await jest.advanceTimersByTimeAsync(0);
		expect(answers).toEqual(Array(20).fill({ allowed: true, after: 0 }));
	});

	it('are then allowed two per second, and refused when the wait would exceed five seconds', async () => {
		const answers = ask(40);
		await jest.advanceTimersByTimeAsync(0);
		expect([count(answers, true), count(answers, false)]).toEqual([20, 10]);
		await jest.advanceTimersByTimeAsync(10 * SECOND);
		const waits = answers.filter(({ allowed, after }) => allowed && after > 0);
		expect(waits.map(({ after }) => after)).toEqual([0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5]);
		expect(count(answers, false)).toBe(10);
	});

	it('become free again at two per second while nobody asks', async () => {
		ask(20);
		await jest.advanceTimersByTimeAsync(3 * SECOND);
		const later = ask(7);
		await jest.advanceTimersByTimeAsync(0);
		expect(later).toHaveLength(6);
	});

	it('refused to a caller cost the others nothing', async () => {
		ask(200);
		await jest.advanceTimersByTimeAsync(5 * SECOND);
		const later = ask(1);
		await jest.advanceTimersByTimeAsync(500);
		expect(later).toEqual([{ allowed: true, after: 0.5 }]);
	});
});

describe('A task that Crun does not know', () => {
	it('is remembered for a minute', async () => {
		expect(calls.wasRefused('trigger task')).toBe(false);
		calls.rememberRefused('trigger task');
		expect(calls.wasRefused('trigger task')).toBe(true);
		expect(calls.wasRefused('another task')).toBe(false);
		await jest.advanceTimersByTimeAsync(59 * SECOND);
		expect(calls.wasRefused('trigger task')).toBe(true);
		await jest.advanceTimersByTimeAsync(SECOND);
		expect(calls.wasRefused('trigger task')).toBe(false);
	});

	it('is forgotten after a thousand others, unless it was reported again', () => {
		const refuse = (from: number, to: number) => {
			for (let index = from; index < to; index += 1) calls.rememberRefused(`task ${index}`);
		};
		refuse(0, 1000);
		expect(calls.wasRefused('task 0')).toBe(true);
		calls.rememberRefused('task 0');
		calls.rememberRefused('one more');
		expect(calls.wasRefused('task 0')).toBe(true);
		expect(calls.wasRefused('task 1')).toBe(false);
		expect(calls.wasRefused('task 2')).toBe(true);
		expect(calls.wasRefused('one more')).toBe(true);
	});
});
