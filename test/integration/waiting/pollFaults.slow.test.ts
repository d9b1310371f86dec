import { startSimulator, type FaultKind } from '../../../dev/simulator';
import {
	createFromPhotos,
	executeNode,
	existingTask,
	photos,
	taskIds,
	waitUntilCreated,
} from '../support';

/** Trouble while looking costs that look, never the result. */

const STRIKES = 2;
const other = {
	code: 200,
	message: 'success',
	data: { task_id: 'someone-else’s', status: 'success', param: {} },
};

/** Every kind of fault there is; `hang` takes the client's whole patience and has a test of its own. */
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
	['a gateway’s page', { kind: 'html' }],
	['a page with HTTP 200', { kind: 'html', status: 200 }],
	['JSON that is cut off', { kind: 'cutJson' }],
	['an empty body', { kind: 'empty' }],
	['an empty 503', { kind: 'empty', status: 503 }],
	['a body that is no envelope', { kind: 'body', body: { hello: 'world' } }],
	[
		'an envelope with nonsense',
		{ kind: 'body', body: { code: 200, message: 'success', data: { status: 7 } } },
	],
	['an array', { kind: 'body', body: [] }],
	['another task', { kind: 'body', body: other }],
	['a reset before', { kind: 'resetBefore' }],
	['a reset after', { kind: 'resetAfter' }],
];
/** A task that was just created may not be known yet, in all three ways of saying so. */
const NOT_YET: Array<[string, FaultKind]> = [
	['HTTP 404', { kind: 'status', status: 404, message: 'Task not found' }],
	['code 404 in HTTP 200', { kind: 'codeInOk', code: 404 }],
	['no data', { kind: 'dataNull' }],
];

/** A new task, or Task > Wait, with a simulator of its own. */
async function survive(kind: FaultKind, way: 'create' | 'wait', times = STRIKES): Promise<void> {
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
		const struck = sim.waitFor('ended', ({ endpoint }) => endpoint === 'TaskInfo', {
			count: times,
			timeoutMs: 35_000,
		});
		await Promise.race([struck, running]);
		sim.tasks.finish(taskId, 'success');
		const { json, error } = await running;
		expect(error).toBeUndefined();
		expect(json).toMatchObject([{ task_id: taskId, status: 'success' }]);
		expect(taskIds(sim)).toHaveLength(1);
		struck.catch(() => undefined);
	} finally {
		await sim.stop();
	}
}

/** All at once, since each of them mostly waits. A failure is kept for the test that asks for it. */
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
	'a new task survives a look-up that hangs, after the 30 seconds a look-up may take',
	async () => expect(await outcomes.get('hang')).toBe('survived'),
	40_000,
);
