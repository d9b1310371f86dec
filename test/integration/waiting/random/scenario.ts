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

/** One try, as seen from outside. */
export interface Try {
	/** n8n was killed on the way, or the execution was stopped. */
	died: boolean;
	/** Milliseconds since the epoch. */
	startedAt: number;
	/** The tasks that existed before and after it. */
	from: number;
	to: number;
	/** The context data that it started with. */
	stored: string;
	/** Everything the user got to see: items, or the error. */
	text: string;
	error: unknown;
	/** What went on to the next node; null when nothing did. */
	output: INodeExecutionData[] | null;
	/** How often the parked execution was resumed. */
	resumed: number;
}

export interface Origin {
	/** When the request that made it had arrived: a request can outlive the client that sent it. */
	sentAt: number;
	/** What had become of earlier tasks of the same item when it was created. */
	earlier: string[];
}

/** Evidence of one run: what the simulator saw, and what the user got. */
export interface Evidence {
	plan: Plan;
	sim: Simulator;
	items: INodeExecutionData[];
	tries: Try[];
	/** Of every created task. */
	origins: Map<string, Origin>;
}

/** Nobody waits longer for a run; a look-up that hangs would take 30 seconds. */
const PATIENCE_MS = 1800;
/** After that nothing calls back any more: the deadline of a parked execution. */
const DEADLINE_MS = 700;

/** What a dying client had sent arrives after its death: a few rounds of the event loop, however busy the machine is. */
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
	const evidence: Evidence = { plan, sim, items: photos(...plan.photos), tries: [], origins };
	try {
		await runTries(evidence, n8n);
	} finally {
		await n8n.stop();
		await sim.stop();
	}
	return evidence;
}

const parametersOf = ({ waitMode, onTaskFailure, onTimeout, timeoutMinutes, concurrency }: Plan) =>
	createFromPhotos(waitMode, { onTaskFailure, onTimeout, timeoutMinutes, concurrency });

async function runTries(evidence: Evidence, n8n: WebhookServer): Promise<void> {
	const { plan, tries } = evidence;
	let stored = '{}';
	let executionId = plan.seed * 10;
	for (const { retry, dies, storedBy } of plan.tries) {
		const run = await runOnce(evidence, n8n, {
			stored,
			executionId: String(executionId),
			dies,
			storedBy,
		});
		tries.push(run.seen);
		// n8n itself tries again after an error, and where the first item of the output is an error item.
		if (
			run.seen.output !== null &&
			!(
				retry === 'on fail' &&
				run.seen.resumed === 0 &&
				!run.parked &&
				run.seen.output[0]?.json.error
			)
		)
			return;
		run.seen.output = null;
		stored = run.stored;
		if (run.seen.died || retry === 'manual') executionId += 1;
	}
}

interface Start {
	stored: string;
	executionId: string;
	dies: number | null;
	storedBy: 'crash' | 'stop';
}

async function runOnce(
	{ plan, sim, items }: Evidence,
	n8n: WebhookServer,
	{ stored, executionId, dies, storedBy }: Start,
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
	const ended = await Promise.race([running, sleep(dies ?? PATIENCE_MS, null, { ref: false })]);
	const atDeath = contextOf(runData);
	stop.abort();
	const execution = await running;
	if (ended === null) await settle();
	const seen: Try = {
		died: ended === null,
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
		return { seen, parked: false, stored: storedBy === 'crash' ? atDeath : contextOf(runData) };
	if (execution.error === undefined) Object.assign(seen, await outputOf(execution, n8n));
	seen.text =
		execution.error === undefined ? JSON.stringify(seen.output) : messageOf(execution.error);
	return { seen, parked: execution.waitTill !== undefined, stored: contextOf(runData) };
}

const contextOf = ({ executionData }: IRunExecutionData) =>
	JSON.stringify(executionData?.contextData ?? {});

/** What the next node gets: at once, when a callback resumes the execution, or at the deadline. */
async function outputOf(
	execution: Execution,
	n8n: WebhookServer,
): Promise<Pick<Try, 'output' | 'resumed'>> {
	if (!execution.waitTill) return { output: execution.items, resumed: 0 };
	n8n.putToWait(execution);
	for (let waited = 0; waited < DEADLINE_MS; waited += 20) {
		await sleep(20);
		if ((await n8n.emitted()).length > 0) break;
	}
	const emitted = await n8n.emitted();
	return { output: emitted[0] ?? storedItems(execution) ?? null, resumed: emitted.length };
}
