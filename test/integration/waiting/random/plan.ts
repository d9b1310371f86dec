import type { CallbackPolicy, Fault, FaultKind, TaskTimings } from '../../../../dev/simulator';
import { Random } from './random';

/** All random choices for one run of a workflow, made before it starts. */
export interface Plan {
	seed: number;
	waitMode: 'none' | 'poll' | 'suspend';
	continueOnFail: boolean;
	onTaskFailure: 'error' | 'output';
	onTimeout: 'error' | 'pending';
	timeoutMinutes: number;
	concurrency: number;
	/** One name per item. A task fails if the name contains `fail`. */
	photos: string[];
	timings: TaskTimings;
	faults: Fault[];
	/** The policy of the n-th callback. */
	callbacks: CallbackPolicy[];
	/** Per attempt: how n8n retries after an error, and after how many milliseconds it crashes (null: not at all). */
	attempts: Array<{
		retry: 'on fail' | 'manual';
		crashAfterMs: number | null;
		storedBy: 'crash' | 'stop';
	}>;
}

const MAX_ATTEMPTS = 4; // the first one and up to three retries

/** Any kind of fault in a response. */
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

/** Any fault but those that say that there is no such template, for which an error is the right result. */
function templateFault(random: Random): FaultKind {
	for (;;) {
		const fault = anyFault(random, false);
		const says404 =
			(fault.kind === 'status' && (fault.status === 404 || fault.code === 404)) ||
			(fault.kind === 'codeInOk' && fault.code === 404);
		if (!says404) return fault;
	}
}

/** Crun's codes that say that nothing was created. Any other response may have created a task. */
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
		faults.push({ endpoint: 'bytedance-templates', times: often(), ...templateFault(random) });
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
	// A status check in webhook() that hangs lasts until its timeout of 30 seconds, which is too long for this test.
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
		attempts: Array.from({ length: MAX_ATTEMPTS }, () => ({
			retry: random.pick(['on fail', 'manual']),
			crashAfterMs: random.chance(0.15) ? random.whole(1, 350) : null,
			storedBy: random.pick(['crash', 'stop']),
		})),
	};
}
