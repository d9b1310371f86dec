import { createRunExecutionData, deepCopy, type IRunExecutionData } from 'n8n-workflow';
import {
	createFromPhotos,
	executeAsTool,
	executeNode,
	messageOf,
	photos,
	sleep,
	taskIds,
	useSimulator,
} from '../support';

/**
 * What counts towards an agent's Max Credits per Run is what its tasks cost, each order once. Every task here costs
 * 355.2 credits unless it fails.
 */

const sim = useSimulator({ taskTimings: 'manual' });

const ONE_TASK = 400;
const TWO_TASKS = 800;
const TOO_EXPENSIVE = /^The tasks cost more than Max Credits per Run allows\. /;

interface ExecutionOptions {
	waitMode?: 'none' | 'poll';
	simplify?: boolean;
	options?: object;
	/** That of the execution that is retried. */
	runData?: IRunExecutionData;
	executionId?: string;
}

/** One execution of an agent with this limit. The returned function is one call of its tool. */
function newExecution(
	maxCreditsPerRun: number,
	{ waitMode = 'poll', simplify = true, options, runData, ...execution }: ExecutionOptions = {},
) {
	const stored = runData ?? createRunExecutionData({ resumeToken: 'token-of-n8n' });
	let calls = 0;
	const call = async (...names: string[]) =>
		await executeAsTool('supplied tool', {
			sim,
			items: photos(...names),
			parameters: createFromPhotos(waitMode, { maxCreditsPerRun, ...options }, { simplify }),
			runData: stored,
			runIndex: calls++,
			...execution,
		});
	return { call, runData: stored };
}

/** Tasks end as soon as they exist: they fail if the name of their photo contains `fail`. */
const finishTasks = (charged?: Record<string, unknown>) =>
	sim.on('created', ({ task_id: id, input }) => {
		const status = JSON.stringify(input).includes('fail') ? 'failed' : 'success';
		setTimeout(() => sim.tasks.finish(id, status, status === 'failed' ? charged : {}), 0);
	});

const errorOf = async (call: Promise<unknown>) =>
	messageOf(await call.catch((error: unknown) => error));

const stops: Array<() => void> = [];
afterEach(() => {
	for (const stop of stops.splice(0)) stop();
});
const useTasksThatFinish = (charged?: Record<string, unknown>) => {
	stops.push(finishTasks(charged));
};

describe('A failed task', () => {
	it.each([
		{ simplify: true, options: { onTaskFailure: 'error' } },
		{ simplify: true, options: { onTaskFailure: 'output' } },
		{ simplify: false, options: { onTaskFailure: 'output' } },
	])('does not count towards the limit (%o)', async (more) => {
		useTasksThatFinish();
		const { call } = newExecution(ONE_TASK, more);
		await call('fail').catch(() => undefined);
		await call('b');
		expect(await errorOf(call('c'))).toMatch(TOO_EXPENSIVE);
		expect(taskIds(sim)).toHaveLength(2);
	});

	it('does not count either if n8n has stored the execution in between', async () => {
		useTasksThatFinish();
		const { call, runData } = newExecution(ONE_TASK);
		await call('fail').catch(() => undefined);
		const retry = newExecution(ONE_TASK, { runData: deepCopy(runData), executionId: '78' });
		await retry.call('b');
		expect(await errorOf(retry.call('c'))).toMatch(TOO_EXPENSIVE);
	});

	it.each([1, 2, 5])('is given back once, however many calls see it fail (%i)', async (count) => {
		const { call } = newExecution(TWO_TASKS);
		const calls = Array.from({ length: count }, async () => await errorOf(call('fail')));
		const { task_id: id } = await sim.waitFor('created');
		sim.tasks.finish(id, 'failed');
		for (const error of await Promise.all(calls)) expect(error).toMatch(/^The task failed at Crun/);
		expect(taskIds(sim)).toHaveLength(1);

		useTasksThatFinish();
		await call('b');
		await call('c');
		expect(await errorOf(call('d'))).toMatch(/1065\.6 credits/);
		expect(taskIds(sim)).toHaveLength(3);
	});

	it('counts with what Crun charged for it', async () => {
		useTasksThatFinish({ credits: 100 });
		const { call } = newExecution(TWO_TASKS);
		await call('fail').catch(() => undefined);
		await call('b');
		expect(await errorOf(call('c'))).toMatch(/810\.4 credits/);
	});

	it.each([null, undefined, -500, 'much'])(
		'counts with nothing if its charge is %p',
		async (credits) => {
			useTasksThatFinish({ credits });
			const { call } = newExecution(ONE_TASK);
			await call('fail').catch(() => undefined);
			await call('b');
			expect(await errorOf(call('c'))).toMatch(/710\.4 credits/);
		},
	);

	it('stays counted with its charge after it has been replaced', async () => {
		useTasksThatFinish({ credits: 100 });
		const { call } = newExecution(TWO_TASKS);
		for (const charged of [100, 200, 300, 400]) {
			expect(await errorOf(call('fail'))).toMatch(
				/^The task failed at Crun.*100 credits were charged/,
			);
			expect(charged).toBe(taskIds(sim).length * 100);
		}
		expect(await errorOf(call('b', 'c'))).toMatch(/1110\.4 credits/);
		await call('b');
		expect(await errorOf(call('fail'))).toMatch(/1110\.4 credits/);
	});

	it('counts until the node has seen it fail', async () => {
		const { call } = newExecution(ONE_TASK, { waitMode: 'none' });
		await call('a');
		sim.tasks.finish(taskIds(sim)[0] ?? '', 'failed', { credits: 40 });
		expect(await errorOf(call('b'))).toMatch(/710\.4 credits/);
		await call('a'); // sees that the first one failed, and replaces it
		expect(await errorOf(call('b'))).toMatch(/750\.4 credits/);
		expect(taskIds(sim)).toHaveLength(2);
	});

	it('is not replaced if that would exceed the limit, together with what it cost', async () => {
		const { call } = newExecution(ONE_TASK, { waitMode: 'none' });
		await call('a');
		sim.tasks.finish(taskIds(sim)[0] ?? '', 'failed', { credits: 50 });
		expect(await errorOf(call('a'))).toMatch(/405\.2 credits/);
		expect(taskIds(sim)).toHaveLength(1);
	});

	it('is given back if it fails between the price check and the creation', async () => {
		const { call } = newExecution(ONE_TASK, { waitMode: 'none' });
		await call('a');
		let checks = 0;
		const when = () => {
			checks += 1;
			if (checks === 2) sim.tasks.finish(taskIds(sim)[0] ?? '', 'failed');
			return false;
		};
		sim.faults.add({ endpoint: 'TaskInfo', kind: 'latency', ms: 1, when });
		expect(await errorOf(call('a'))).toMatch(/^The task failed at Crun after its price/);
		await call('b');
		expect(taskIds(sim)).toHaveLength(2);
	});
});

describe('The same order', () => {
	const inTheMeantime = async () =>
		await sim.waitFor('request', ({ endpoint }) => endpoint === 'CreateTask');

	it('counts once if it is called twice at the same time', async () => {
		const { call } = newExecution(ONE_TASK, { waitMode: 'none' });
		sim.faults.add({ endpoint: '*', kind: 'latency', ms: 30 });
		const both = await Promise.all([call('a'), call('a')]);
		for (const { output } of both)
			expect(output).toMatchObject([[{ json: { task_id: taskIds(sim)[0] } }]]);
		expect(await errorOf(call('b'))).toMatch(/710\.4 credits/);
		expect(taskIds(sim)).toHaveLength(1);
	});

	it('counts once if one call has it twice', async () => {
		const { call } = newExecution(ONE_TASK, { waitMode: 'none' });
		await call('a', 'a');
		expect(await errorOf(call('b'))).toMatch(/710\.4 credits/);
		expect(taskIds(sim)).toHaveLength(1);
	});

	it('counts for each item of an ordinary run', async () => {
		const parameters = createFromPhotos('none', { maxCreditsPerRun: ONE_TASK });
		const { error } = await executeNode({ sim, items: photos('a', 'a'), parameters });
		expect(messageOf(error)).toMatch(/710\.4 credits/);
		expect(taskIds(sim)).toHaveLength(0);
	});

	it('stays counted during the pause after a 429', async () => {
		const { call } = newExecution(ONE_TASK, { waitMode: 'none' });
		sim.faults.add({ endpoint: 'CreateTask', kind: 'rateLimit', retryAfter: 2, times: 1 });
		const first = call('a');
		await inTheMeantime();
		await sleep(100); // until the node has received the 429
		expect(await errorOf(call('b'))).toMatch(/710\.4 credits/);
		await first;
		expect(taskIds(sim)).toHaveLength(1);
	});

	it('counts once if it is sent again because it was unconfirmed', async () => {
		const { call, runData } = newExecution(ONE_TASK, { waitMode: 'none' });
		sim.faults.add({ endpoint: 'CreateTask', kind: 'resetBefore', times: 1 });
		expect(await errorOf(call('a'))).toMatch(/^Crun did not confirm/);
		const retry = newExecution(ONE_TASK, {
			waitMode: 'none',
			options: { resendUnknown: true },
			runData: deepCopy(runData),
			executionId: '78',
		});
		await retry.call('a');
		expect(await errorOf(retry.call('b'))).toMatch(/710\.4 credits/);
		expect(taskIds(sim)).toHaveLength(1);
	});

	it('is given back in all calls if Crun refuses it', async () => {
		const { call } = newExecution(ONE_TASK, { waitMode: 'none' });
		const end = sim.faults.add({ endpoint: 'CreateTask', kind: 'status', status: 422 });
		sim.faults.add({ endpoint: '*', kind: 'latency', ms: 30 });
		await Promise.all([errorOf(call('a')), errorOf(call('a'))]);
		end();
		await call('b');
		expect(await errorOf(call('c'))).toMatch(/710\.4 credits/);
	});

	it('is not created without a price check where another call was refused in the meantime', async () => {
		const { call } = newExecution(TWO_TASKS, { waitMode: 'none' });
		await call('b');
		sim.faults.add({ endpoint: 'CreateTask', kind: 'latency', ms: 1000 });
		const end = sim.faults.add({ endpoint: 'CreateTask', kind: 'status', status: 422 });
		const refused = errorOf(call('a'));
		await sim.waitFor('request', ({ endpoint }) => endpoint === 'CreateTask', { count: 2 });
		// The price of its other item takes so long that the first call has ended by then.
		sim.faults.add({ endpoint: 'TaskInfo', kind: 'latency', ms: 2500 });
		const late = errorOf(call('a', 'b'));
		expect(await refused).toMatch(/^Crun refused/);
		end();
		expect(await late).toMatch(
			/^The task was not created because its price was not checked\. Another call was already creating the same task, but Crun refused it\. Call again to create the task within your limits\./,
		);
		expect(taskIds(sim)).toHaveLength(1);
		await call('a');
		expect(await errorOf(call('c'))).toMatch(/1065\.6 credits/);
		expect(taskIds(sim)).toHaveLength(2);
	});
});
