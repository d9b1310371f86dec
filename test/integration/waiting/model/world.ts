import { createRunExecutionData, type IRunExecutionData } from 'n8n-workflow';
import type { RecordedRequest, Simulator } from '../../../../dev/simulator';
import {
	executeNode,
	parseContextData,
	sleep,
	type DeduplicationTable,
	type Execution as Outcome,
} from '../../support';
import {
	photosOf,
	ordersOf,
	type Attempt,
	type Execution,
	type Lineage,
	type Sent,
} from './history';
import { itemOf, parametersOf, readRequest, variablesOf } from './orders';
import { creationFault, FAULT_NAMES, type End, type FaultName, type Plan } from './plan';

/** What is left to await after a death: requests that were on their way. */
const ON_THEIR_WAY_MS = 15;

/** What n8n rebuilds from its event log for the node before. */
const RECOVERED_ITEM = { json: { isArtificialRecoveredEventItem: true } };

/** The real thing: the node in n8n's core, and the simulated Crun. */
export class World {
	private readonly attempts = new Map<number, { attempt: Attempt; plan: Plan }>();
	private readonly requests = new WeakMap<RecordedRequest, Sent>();
	/** The data of the executions that are still in the memory of a process. */
	private readonly running = new Map<Execution, IRunExecutionData>();
	/** Unique, so that a late request of an earlier sequence is not taken for one of this. */
	private static count = 0;

	constructor(
		readonly sim: Simulator,
		private readonly table: DeduplicationTable,
		private readonly workflowId: string,
	) {
		for (const name of FAULT_NAMES) {
			const { fault } = creationFault(name);
			const when = (request: RecordedRequest) => this.requests.get(request)?.fault === name;
			if (fault) sim.faults.add({ endpoint: 'CreateTask', when, ...fault });
		}
		this.stops = [
			sim.on('request', (request) => this.noteRequest(request)),
			sim.on('created', ({ task_id: taskId, ...created }) => this.noteTask(taskId, created)),
		];
	}

	private readonly stops: Array<() => void>;

	/** Forgets the sequence, and cleans up. */
	close(): void {
		for (const stop of this.stops) stop();
		this.sim.faults.clear();
	}

	/**
	 * Runs the node once, in the process that runs the execution or in a new one.
	 * @returns what it returned or threw; null where the attempt ended early
	 */
	async attempt(lineage: Lineage, execution: Execution, plan: Plan): Promise<Outcome | null> {
		World.count += 1;
		const { run, settings, resend } = execution;
		const attempt: Attempt = {
			number: World.count,
			execution: execution.id,
			run,
			orders: ordersOf(lineage, execution),
			sent: [],
			end: null,
		};
		lineage.attempts.push(attempt);
		this.attempts.set(attempt.number, { attempt, plan });
		const runData = this.running.get(execution) ?? dataOf(lineage, execution);
		this.running.set(execution, runData);
		const ending = plan.end ? this.endAt(plan.end, attempt) : null;
		const items = photosOf(lineage, execution).map(itemOf);
		const outcome = await executeNode({
			sim: this.sim,
			workflowId: this.workflowId,
			items,
			parameters: parametersOf(settings, resend),
			variables: variablesOf(attempt.number),
			continueOnFail: execution.continueOnFail,
			runData,
			runIndex: run,
			executionId: execution.id,
			mode: execution.isRetry ? 'retry' : 'trigger',
			...(execution.recovered && { previousRuns: [[RECOVERED_ITEM], items] }),
			...(ending && { signal: ending.signal }),
		});
		ending?.disarm();
		attempt.end = (ending?.signal.aborted && plan.end) || null;
		execution.context = contextOf(runData);
		if (!attempt.end) return outcome;
		this.running.delete(execution);
		await sleep(ON_THEIR_WAY_MS);
		ending?.forget();
		return null;
	}

	/** Stops the process of the attempt at the moment that the plan asks for. */
	private endAt({ kind, at, count }: End, attempt: Attempt) {
		const stop = new AbortController();
		let seen = 0;
		let restore = () => {};
		const end = () => {
			seen += 1;
			if (seen < (at === 'lookup' ? 1 : count) || stop.signal.aborted) return;
			if (kind === 'death') restore = this.table.keep(this.workflowId);
			stop.abort();
		};
		const isOurs = (request: RecordedRequest) => this.requests.get(request)?.attempt === attempt;
		const stops = [
			this.sim.on('request', (request) => {
				if (at === 'lookup' && request.endpoint === 'bytedance-templates') end();
				if (at === 'request' && isOurs(request)) end();
			}),
			this.sim.on('created', () => {
				if (at === 'created' && attempt.sent.some(({ taskId }) => taskId !== null)) end();
			}),
			this.sim.on('ended', (request) => {
				if (at === 'answered' && isOurs(request)) end();
			}),
		];
		return {
			signal: stop.signal,
			disarm: () => stops.forEach((one) => one()),
			forget: () => restore(),
		};
	}

	private noteRequest(request: RecordedRequest): void {
		if (request.endpoint !== 'CreateTask') return;
		const { origin, order } = readRequest(request.body);
		const found = this.attempts.get(origin.attempt);
		if (!found) return;
		const { attempt, plan } = found;
		const lasting = attempt.sent.find(
			({ item, fault }) => item === origin.item && creationFault(fault).lasting,
		);
		const fault: FaultName = lasting?.fault ?? plan.faults[attempt.sent.length] ?? 'ok';
		const { result } = creationFault(fault);
		const sent: Sent = { attempt, item: origin.item, order, fault, result, taskId: null };
		attempt.sent.push(sent);
		this.requests.set(request, sent);
	}

	private noteTask(taskId: string, created: { callback_url: string | null; input: unknown }): void {
		const { origin } = readRequest(created);
		const sent = this.attempts
			.get(origin.attempt)
			?.attempt.sent.filter(({ item, taskId: id }) => item === origin.item && id === null)
			.at(-1);
		if (sent) sent.taskId = taskId;
	}
}

const contextOf = ({ executionData }: IRunExecutionData) =>
	JSON.stringify(executionData?.contextData ?? {});

/** The data that a process reads from n8n's database before it runs the execution. */
function dataOf({ line, establishedAt }: Lineage, { context }: Execution): IRunExecutionData {
	const contextData = parseContextData(context);
	const source = 'trigger' as const;
	return createRunExecutionData({
		resumeToken: 'token-of-n8n',
		executionData: {
			contextData,
			...(line === 2 && { runtimeData: { version: 1 as const, establishedAt, source } }),
		},
	});
}
