import {
	createRunExecutionData,
	type INodeExecutionData,
	type IRunExecutionData,
} from 'n8n-workflow';
import { startSimulator, type Simulator } from '../../../../dev/simulator';
import {
	createFromPhotos,
	executeNode,
	messageOf,
	openWebhook,
	parseContextData,
	photos,
	sleep,
	storedItems,
	type Execution,
	type WebhookServer,
} from '../../support';
import type { Plan } from './plan';

/** One attempt, as observed from outside. */
export interface Attempt {
	/** n8n crashed during the attempt, or the execution was stopped. */
	aborted: boolean;
	/** Milliseconds since the epoch. */
	startedAt: number;
	/** The number of tasks before and after it. */
	from: number;
	to: number;
	/** The context data that it started with, as JSON. */
	stored: string;
	/** Everything that the user can see: the items, or the error. */
	text: string;
	error: unknown;
	/** The items passed to the next node, or null if there are none. */
	output: INodeExecutionData[] | null;
	/** How often the suspended execution was resumed. */
	resumed: number;
}

export interface Origin {
	/** The time at which the request to create it arrived, which can be after the client has crashed. */
	sentAt: number;
	/** The status of the earlier tasks of the same item at the time of its creation. */
	earlier: string[];
}

/** The evidence of one run: what the simulator observed, and what the user received. */
export interface Evidence {
	plan: Plan;
	sim: Simulator;
	items: INodeExecutionData[];
	attempts: Attempt[];
	/** The origin of every task. */
	origins: Map<string, Origin>;
}

/** The maximum time for one attempt; a status check that hangs would take 30 seconds. */
const ATTEMPT_MS = 1800;
/** The deadline of a suspended execution, after which no callback arrives. */
const DEADLINE_MS = 700;

/** Lets the requests arrive that a crashed client had sent, which takes a few turns of the event loop. */
async function settle(): Promise<void> {
	await sleep(20);
	for (let round = 0; round < 30; round += 1) await new Promise((resolve) => setImmediate(resolve));
}

const photoIn = (input: Record<string, unknown>) => JSON.stringify(input.img_urls);

export async function runScenario(plan: Plan): Promise<Evidence> {
	let called = 0;
	const callbacks = () => plan.callbacks[called++ % plan.callbacks.length] ?? {};
	const sim = await startSimulator({ taskTimings: plan.timings, callbacks });
	for (const fault of plan.faults) sim.faults.add(fault);
	const origins = new Map<string, Origin>();
	sim.on('created', ({ task_id: id, input }) => {
		const photo = photoIn(input);
		const earlier = sim.ledger.created.filter(
			(one) => one.task_id !== id && photoIn(one.input) === photo,
		);
		const requests = sim
			.requestsTo('CreateTask')
			.filter(({ body }) => JSON.stringify(body).includes(photo));
		origins.set(id, {
			sentAt: Math.max(...requests.map(({ at }) => at)),
			earlier: earlier.map((one) => sim.tasks.get(one.task_id)?.status ?? 'gone'),
		});
	});
	const n8n = await openWebhook({ sim, node: 'crun', parameters: parametersOf(plan) });
	const evidence: Evidence = { plan, sim, items: photos(...plan.photos), attempts: [], origins };
	try {
		await runAttempts(evidence, n8n);
	} finally {
		await n8n.stop();
		await sim.stop();
	}
	return evidence;
}

const parametersOf = ({ waitMode, onTaskFailure, onTimeout, timeoutMinutes, concurrency }: Plan) =>
	createFromPhotos(waitMode, { onTaskFailure, onTimeout, timeoutMinutes, concurrency });

async function runAttempts(evidence: Evidence, n8n: WebhookServer): Promise<void> {
	const { plan, attempts } = evidence;
	let stored = '{}';
	let executionId = plan.seed * 10;
	for (const { retry, crashAfterMs, storedBy } of plan.attempts) {
		const run = await runOnce(evidence, n8n, {
			stored,
			executionId: String(executionId),
			crashAfterMs,
			storedBy,
		});
		attempts.push(run.seen);
		// Retry On Fail runs the node again after an error, and if the first item of the output is an error item.
		if (
			run.seen.output !== null &&
			!(
				retry === 'on fail' &&
				run.seen.resumed === 0 &&
				!run.suspended &&
				run.seen.output[0]?.json.error
			)
		)
			return;
		run.seen.output = null;
		stored = run.stored;
		if (run.seen.aborted || retry === 'manual') executionId += 1;
	}
}

interface Start {
	stored: string;
	executionId: string;
	crashAfterMs: number | null;
	storedBy: 'crash' | 'stop';
}

async function runOnce(
	{ plan, sim, items }: Evidence,
	n8n: WebhookServer,
	{ stored, executionId, crashAfterMs, storedBy }: Start,
) {
	const contextData = parseContextData(stored);
	const runData = createRunExecutionData({
		resumeToken: 'token-of-n8n',
		executionData: { contextData },
	});
	const stop = new AbortController();
	const startedAt = performance.timeOrigin + performance.now();
	const from = sim.ledger.created.length;
	const running = executeNode({
		sim,
		items,
		parameters: parametersOf(plan),
		continueOnFail: plan.continueOnFail,
		runData,
		executionId,
		signal: stop.signal,
		resumeBaseUrl: n8n.resumeBaseUrl,
	});
	const ended = await Promise.race([
		running,
		sleep(crashAfterMs ?? ATTEMPT_MS, null, { ref: false }),
	]);
	const atCrash = contextOf(runData);
	stop.abort();
	const execution = await running;
	if (ended === null) await settle();
	const seen: Attempt = {
		aborted: ended === null,
		startedAt,
		from,
		to: sim.ledger.created.length,
		stored,
		text: '',
		error: execution.error,
		output: null,
		resumed: 0,
	};
	if (ended === null)
		return { seen, suspended: false, stored: storedBy === 'crash' ? atCrash : contextOf(runData) };
	if (execution.error === undefined) Object.assign(seen, await outputOf(execution, n8n));
	seen.text =
		execution.error === undefined ? JSON.stringify(seen.output) : messageOf(execution.error);
	return { seen, suspended: execution.waitTill !== undefined, stored: contextOf(runData) };
}

const contextOf = ({ executionData }: IRunExecutionData) =>
	JSON.stringify(executionData?.contextData ?? {});

/** The items for the next node: immediately, when a callback resumes the execution, or at the deadline. */
async function outputOf(
	execution: Execution,
	n8n: WebhookServer,
): Promise<Pick<Attempt, 'output' | 'resumed'>> {
	if (!execution.waitTill) return { output: execution.items, resumed: 0 };
	n8n.putToWait(execution);
	for (let waited = 0; waited < DEADLINE_MS; waited += 20) {
		await sleep(20);
		if ((await n8n.emitted()).length > 0) break;
	}
	const emitted = await n8n.emitted();
	return { output: emitted[0] ?? storedItems(execution) ?? null, resumed: emitted.length };
}
