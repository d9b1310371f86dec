import {
	createFromPhotos,
	executeNode,
	photos,
	sleep,
	useSimulator,
	waitUntilCreated,
	within,
	type ExecuteOptions,
} from '../support';

/** The clock of the machine is moved while the node waits, as by a time server or by hand. */

const sim = useSimulator({ taskTimings: 'manual' });
afterEach(() => jest.restoreAllMocks());

const HOUR_MS = 3_600_000;
/** Nothing can be awaited in the middle of a pause, and every pause here is longer than this. */
const moveClockInThePause = async (ms: number) => {
	await sleep(300);
	const real = Date.now.bind(Date);
	jest.spyOn(Date, 'now').mockImplementation(() => real() + ms);
};
const run = async (options: Partial<ExecuteOptions> = {}) =>
	await executeNode({
		sim,
		items: photos('a'),
		parameters: createFromPhotos('poll', { pollIntervalSeconds: 1 }),
		...options,
	});
const check = async (count: number) =>
	await sim.waitFor('ended', ({ endpoint }) => endpoint === 'TaskInfo', {
		count,
		timeoutMs: 5000,
	});

describe.each([
	['an hour back', -HOUR_MS],
	['an hour forward', HOUR_MS],
	['ten years forward', 10 * 365 * 24 * HOUR_MS],
])('When the clock is moved %s,', (_, ms) => {
	it('polling continues, and returns the result', async () => {
		const running = run();
		const { task_id: id } = await waitUntilCreated(sim);
		await check(1);
		await moveClockInThePause(ms);
		await check(2);
		sim.tasks.finish(id, 'success');
		const {
			json: [json],
		} = await within(6000, running);
		expect(json).toMatchObject({ task_id: id, status: 'success' });
	});

	it('the timeout still ends the waiting', async () => {
		const parameters = createFromPhotos('poll', { pollIntervalSeconds: 1, timeoutMinutes: 0.03 });
		const startedAt = performance.now();
		const running = run({ parameters, continueOnFail: true });
		await waitUntilCreated(sim);
		await moveClockInThePause(ms);
		const {
			json: [json],
		} = await within(6000, running);
		expect(json?.error).toContain('did not finish in time');
		expect(performance.now() - startedAt).toBeGreaterThan(0.03 * 60_000);
	});

	it('a pause that Crun asked for becomes neither longer nor shorter', async () => {
		sim.faults.add({
			endpoint: 'CreateTask',
			kind: 'body',
			status: 429,
			body: { code: 429, message: 'too many requests', data: null },
			headers: { 'retry-after': '1' },
			times: 1,
		});
		const running = run({ parameters: createFromPhotos('none') });
		await sim.waitFor('ended', ({ endpoint }) => endpoint === 'CreateTask');
		const refusedAt = performance.now();
		await moveClockInThePause(ms);
		const {
			json: [json],
		} = await within(6000, running);
		expect(json?.status).toBe('pending');
		expect(performance.now() - refusedAt).toBeGreaterThan(900);
	});
});
