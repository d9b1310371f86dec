import type { FaultKind } from '../../../dev/simulator';
import {
	createFromPhotos,
	executeNode,
	messageOf,
	photos,
	useSimulator,
	waitUntilCreated,
	type ExecuteOptions,
} from '../support';

/** A status check gets an answer that says nothing about the task. The task was paid for, so the wait continues. */

const sim = useSimulator({ taskTimings: 'manual' });

const page = (status: number, body = '<html>Something is in between</html>'): FaultKind => ({
	kind: 'body',
	status,
	body,
	headers: { location: 'https://elsewhere.example/' },
});
const fromCrun = (code: number, status = 200): FaultKind => ({
	kind: 'body',
	status,
	body: { code, message: 'not now', data: null },
});
const poll = async (options: Partial<ExecuteOptions> = {}) =>
	await executeNode({ sim, items: photos('a'), parameters: createFromPhotos('poll'), ...options });

/** Waits for a task whose first status checks are answered so. */
const waitWith = async (fault: FaultKind, times: number) => {
	sim.faults.add({ endpoint: 'TaskInfo', ...fault, times });
	const running = poll({ continueOnFail: true });
	const { task_id: id } = await waitUntilCreated(sim);
	await sim.waitFor('ended', ({ endpoint }) => endpoint === 'TaskInfo', { count: times });
	sim.tasks.finish(id, 'success');
	return { id, ...(await running) };
};

const PAGES = [301, 302, 307, 400, 401, 403, 404, 405, 409, 410, 413, 414, 418, 431, 451, 500];
const GATEWAYS = [501, 502, 503, 504, 505, 507, 508, 511, 520, 521, 522, 523, 524, 525, 526, 530];

it.each([...PAGES, ...GATEWAYS])('a page with HTTP %i does not end the wait', async (status) => {
	const { id, json } = await waitWith(page(status), 2);
	expect(json).toMatchObject([{ task_id: id, status: 'success' }]);
});

it.each([
	['JSON that is not Crun’s', page(403, '{"error":"blocked"}')],
	['an empty body', page(400, '')],
	['a page with HTTP 200', page(200)],
	['Crun’s code 500', fromCrun(500)],
	['Crun’s code 507', fromCrun(507)],
	['Crun’s code 520', fromCrun(520, 520)],
	['Crun’s code 455', fromCrun(455)],
])('%s does not end the wait', async (_, fault) => {
	const { id, json } = await waitWith(fault, 2);
	expect(json).toMatchObject([{ task_id: id, status: 'success' }]);
});

describe.each([401, 403])('When Crun itself answers %i,', (code) => {
	it('once, the wait continues', async () => {
		const { id, json } = await waitWith(fromCrun(code, code), 1);
		expect(json).toMatchObject([{ task_id: id, status: 'success' }]);
	});

	it('and again, the wait ends, and the error names the task', async () => {
		sim.faults.add({ endpoint: 'TaskInfo', ...fromCrun(code, code) });
		const { error } = await poll();
		expect(messageOf(error)).toContain(sim.ledger.created[0]?.task_id);
		expect(messageOf(error)).toMatch(/API key/);
		expect(sim.requestsTo('TaskInfo')).toHaveLength(2);
	});
});

it.each([422, 501, 505])('Crun’s own code %i ends the wait at once', async (code) => {
	sim.faults.add({ endpoint: 'TaskInfo', ...fromCrun(code) });
	const { error } = await poll();
	expect(messageOf(error)).toContain(sim.ledger.created[0]?.task_id);
	expect(sim.requestsTo('TaskInfo')).toHaveLength(1);
});

it('Task > Wait and Task > Download survive a page as well', async () => {
	const running = poll({ parameters: createFromPhotos('none') });
	const { task_id: taskId } = await waitUntilCreated(sim);
	await running;
	sim.tasks.finish(taskId, 'success');
	for (const operation of ['wait', 'download', 'get']) {
		sim.faults.add({ endpoint: 'TaskInfo', ...page(403), times: 2 });
		const { json } = await poll({
			parameters: { resource: 'task', operation, taskId, options: { pollIntervalSeconds: 0.2 } },
		});
		expect(json).toMatchObject([{ task_id: taskId }]);
	}
});

it('a break that Crun asks for does not extend the wait beyond its timeout', async () => {
	sim.faults.add({ endpoint: 'TaskInfo', kind: 'rateLimit', retryAfter: 100 });
	const options = { timeoutMinutes: 0.02, onTimeout: 'pending' };
	const { json, error } = await poll({ parameters: createFromPhotos('poll', options) });
	expect(error).toBeUndefined();
	expect(json).toMatchObject([{ status: 'pending', timed_out: true }]);
	expect(sim.requestsTo('TaskInfo')).toHaveLength(1); // the others had no time left
});
