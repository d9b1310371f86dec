import { startSimulator, type FaultKind } from '../../../dev/simulator';
import {
	createFromPhotos,
	executeNode,
	existingTask,
	photos,
	taskIds,
	waitUntilCreated,
} from '../support';

/** A failed status check is repeated, and never costs the result. */

/** The number of status checks that fail. */
const FAILURES = 2;
const other = {
	code: 200,
	message: 'success',
	data: { task_id: 'someone-else’s', status: 'success', param: {} },
};

/** Every kind of fault. `hang` lasts until the client's timeout and has a test of its own. */
const FAULTS: Array<[string, FaultKind]> = [
	['latency', { kind: 'latency', ms: 300 }],
	...[408, 425, 429, 455, 500, 502, 503, 504].map((status): [string, FaultKind] => [
		`HTTP ${status}`,
		{ kind: 'status', status },
	]),
	['429 with Retry-After', { kind: 'rateLimit', retryAfter: 0.3 }],
	['maintenance', { kind: 'maintenance' }],
	...[429, 455, 500].map((code): [string, FaultKind] => [
		`code ${code} in HTTP 200`,
		{ kind: 'codeInOk', code },
	]),
	['a gateway’s error page', { kind: 'html' }],
	['a page with HTTP 200', { kind: 'html', status: 200 }],
	['truncated JSON', { kind: 'cutJson' }],
	['an empty body', { kind: 'empty' }],
	['an empty 503', { kind: 'empty', status: 503 }],
	['a body without an envelope', { kind: 'body', body: { hello: 'world' } }],
	[
		'an envelope with invalid data',
		{ kind: 'body', body: { code: 200, message: 'success', data: { status: 7 } } },
	],
	['an array', { kind: 'body', body: [] }],
	['another task', { kind: 'body', body: other }],
	['a reset before processing', { kind: 'resetBefore' }],
	['a reset after processing', { kind: 'resetAfter' }],
];
/** The ways in which Crun may say that it does not know a task yet, just after its creation. */
const NOT_YET: Array<[string, FaultKind]> = [
	['HTTP 404', { kind: 'status', status: 404, message: 'Task not found' }],
	['code 404 in HTTP 200', { kind: 'codeInOk', code: 404 }],
	['no data', { kind: 'dataNull' }],
];

/** Waits for a new task, or with Task > Wait, in a simulator of its own. */
async function survive(kind: FaultKind, way: 'create' | 'wait', times = FAILURES): Promise<void> {
	const sim = await startSimulator({ taskTimings: 'manual' });
	try {
		sim.faults.add({ endpoint: 'TaskInfo', times, ...kind });
		const id = way === 'wait' ? existingTask(sim) : '';
		const waiting = {
			resource: 'task',
			operation: 'wait',
			taskId: id,
			options: { pollIntervalSeconds: 0.2 },
		};
		const running = executeNode({
			sim,
			parameters: way === 'wait' ? waiting : createFromPhotos('poll'),
			items: photos('a'),
		});
		const { task_id: taskId } = await waitUntilCreated(sim);
		const failed = sim.waitFor('ended', ({ endpoint }) => endpoint === 'TaskInfo', {
			count: times,
			timeoutMs: 35_000,
		});
		await Promise.race([failed, running]);
		sim.tasks.finish(taskId, 'success');
		const { json, error } = await running;
		expect(error).toBeUndefined();
		expect(json).toMatchObject([{ task_id: taskId, status: 'success' }]);
		expect(taskIds(sim)).toHaveLength(1);
		failed.catch(() => undefined);
	} finally {
		await sim.stop();
	}
}

/** All cases run at the same time, because each of them mostly waits. Each test reports the outcome of its case. */
const start = (cases: Array<[string, FaultKind]>, way: 'create' | 'wait') =>
	new Map(cases.map(([name, kind]) => [name, async () => await survive(kind, way)] as const));
const newTasks = start([...FAULTS, ...NOT_YET], 'create');
const waits = start(FAULTS, 'wait');
const outcomes = new Map<string, Promise<unknown>>();
beforeAll(() => {
	const keep = (name: string, work: () => Promise<void>) =>
		outcomes.set(
			name,
			work().then(
				() => 'survived',
				(error: unknown) => error,
			),
		);
	newTasks.forEach((work, name) => keep(`create ${name}`, work));
	waits.forEach((work, name) => keep(`wait ${name}`, work));
	keep('hang', async () => await survive({ kind: 'hang' }, 'create', 1));
});

it.each([...newTasks.keys()])(
	'a new task survives %s',
	async (name) => expect(await outcomes.get(`create ${name}`)).toBe('survived'),
	20_000,
);

it.each([...waits.keys()])(
	'Task > Wait survives %s',
	async (name) => expect(await outcomes.get(`wait ${name}`)).toBe('survived'),
	20_000,
);

it(
	'a new task survives a status check that hangs until the timeout of 30 seconds',
	async () => expect(await outcomes.get('hang')).toBe('survived'),
	40_000,
);
