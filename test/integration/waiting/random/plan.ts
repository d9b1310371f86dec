import type { CallbackPolicy, Fault, FaultKind, TaskTimings } from '../../../../dev/simulator';
import { Random } from './random';

/** Everything that chance decides about one run of a workflow, settled before it starts. */
export interface Plan {
	seed: number;
	waitMode: 'none' | 'poll' | 'suspend';
	continueOnFail: boolean;
	onTaskFailure: 'error' | 'output';
	onTimeout: 'error' | 'pending';
	timeoutMinutes: number;
	concurrency: number;
	/** One name an item; a name with `fail` in it makes a task that fails. */
	photos: string[];
	timings: TaskTimings;
	faults: Fault[];
	/** Of the n-th callback. */
	callbacks: CallbackPolicy[];
	/** Per try: how n8n goes on after an error, and when it dies on the way, in milliseconds; null: it does not. */
	tries: Array<{ retry: 'on fail' | 'manual'; dies: number | null; storedBy: 'crash' | 'stop' }>;
}

const MOST_TRIES = 4; // the first, and up to three more

/** Every kind of fault that an answer can suffer. */
function anyFault(random: Random, slow: boolean): FaultKind {
	const status = random.pick([
		400, 401, 402, 403, 404, 408, 409, 422, 429, 455, 500, 501, 502, 503, 504, 505,
	]);
	const code = random.pick([401, 402, 404, 422, 429, 455, 500, 501, 505, 299]);
	const kinds: [FaultKind, ...FaultKind[]] = [
		{ kind: 'latency', ms: random.whole(5, 200) },
		{ kind: 'status', status },
		{ kind: 'status', status, code },
		{ kind: 'rateLimit', retryAfter: random.pick([0, 0.1, 0.3]) },
		{ kind: 'rateLimit' },
		{ kind: 'maintenance' },
		{ kind: 'codeInOk', code },
		{ kind: 'html', status: random.pick([200, 403, 502, 503]) },
		{ kind: 'cutJson' },
		{ kind: 'empty', status: random.pick([200, 500]) },
		{ kind: 'dataNull' },
		{
			kind: 'body',
			body: random.pick<unknown>([
				{},
				[],
				'null',
				{ code: 200, message: 'success', data: {} },
				{ code: 200, message: 'success', data: { status: 7 } },
			]),
		},
		{ kind: 'resetBefore' },
		{ kind: 'resetAfter' },
	];
	return slow && random.chance(0.06) ? { kind: 'hang' } : random.pick(kinds);
}

/** Without those that say that there is no such template: then an error is the right answer, and there is nothing to see. */
function lookUpFault(random: Random): FaultKind {
	for (;;) {
		const fault = anyFault(random, false);
		const says404 =
			(fault.kind === 'status' && (fault.status === 404 || fault.code === 404)) ||
			(fault.kind === 'codeInOk' && fault.code === 404);
		if (!says404) return fault;
	}
}

/** Crun's codes that say: nothing was created. Where they come, that is so (all an answer can tell); elsewhere it may have been. */
const NOTHING_CREATED = [401, 402, 403, 404, 422, 429, 455, 505];

function maybeCreated(fault: FaultKind): boolean {
	if (fault.kind === 'rateLimit' || fault.kind === 'maintenance') return false;
	const said = [
		...('status' in fault ? [fault.status] : []),
		...('code' in fault ? [fault.code] : []),
	].filter((code) => code !== undefined && code !== 200);
	return said.length === 0 || said.some((code) => !NOTHING_CREATED.includes(code ?? 0));
}

function faultsFor(random: Random, photos: string[], waitMode: Plan['waitMode']): Fault[] {
	const faults: Fault[] = [];
	const often = () => random.pick([1, 1, 1, 2, 3]);
	if (random.chance(0.3))
		faults.push({ endpoint: 'bytedance-templates', times: often(), ...lookUpFault(random) });
	for (const photo of photos) {
		if (!random.chance(0.35)) continue;
		const when: Fault['when'] = ({ body }) => JSON.stringify(body).includes(`/${photo}.`);
		const fault = anyFault(random, true);
		faults.push({
			endpoint: 'CreateTask',
			times: often(),
			when,
			processed: maybeCreated(fault) && random.chance(0.5),
			...fault,
		});
	}
	// A look-up that hangs in webhook() takes its 30 seconds, which nothing stops: there is no time for that here.
	while (random.chance(0.4))
		faults.push({
			endpoint: 'TaskInfo',
			times: random.pick([1, 1, 2, 4]),
			processed: random.chance(0.5),
			...anyFault(random, waitMode !== 'suspend'),
		});
	return faults;
}

function callback(random: Random): CallbackPolicy {
	return {
		times: random.pick([1, 1, 1, 0, 2]),
		delayMs: random.pick([0, 30, 120, random.whole(0, 300)]),
		intermediate: random.chance(0.2),
		envelope: random.chance(0.3),
		overrides: random.chance(0.1)
			? {
					status: random.pick(['success', 'failed', 'running']),
					task_id: random.pick(['forged', 'another']),
				}
			: {},
	};
}

export function makePlan(seed: number): Plan {
	const random = new Random(seed);
	const count = random.whole(1, 4);
	const waitMode = random.pick<Plan['waitMode']>(['none', 'poll', 'suspend']);
	const photos = Array.from(
		{ length: count },
		(_, index) => `${random.chance(0.12) ? 'fail' : 'photo'}-${seed}-${index}`,
	);
	return {
		seed,
		waitMode,
		continueOnFail: random.chance(0.4),
		onTaskFailure: random.pick(['error', 'output']),
		onTimeout: random.pick(['error', 'pending']),
		timeoutMinutes: random.pick([0.01, 0.02, 0.03]),
		concurrency: random.whole(1, 5),
		photos,
		timings: {
			pendingMs: random.pick([0, 5, 60]),
			runningMs: random.pick([0, 20, 150, 150, 3000]),
		},
		faults: faultsFor(random, photos, waitMode),
		callbacks: Array.from({ length: 24 }, () => callback(random)),
		tries: Array.from({ length: MOST_TRIES }, () => ({
			retry: random.pick(['on fail', 'manual']),
			dies: random.chance(0.15) ? random.whole(1, 350) : null,
			storedBy: random.pick(['crash', 'stop']),
		})),
	};
}
