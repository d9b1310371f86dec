import { confirmTask } from '../../../nodes/Crun/callbacks/confirmTask';
import { openClient } from '../../../nodes/Crun/transport/client';
import type { FaultKind } from '../../../dev/simulator';
import { executeNode, existingTask, finishedTask, useSimulator } from '../support';

/** What TaskInfo's answer to a question about a reported task is taken for. */

const sim = useSimulator({ taskTimings: 'manual', callbacks: false });

const openAccount = async () => {
	const parameters = { resource: 'account', operation: 'getBalance' };
	return await openClient((await executeNode({ sim, parameters })).context);
};
const confirm = async (taskId: string, reportedFinished = true, mayAsk?: () => Promise<boolean>) =>
	await confirmTask(
		await openAccount(),
		taskId,
		reportedFinished ? { taskId, status: 'success', model: null } : null,
		mayAsk,
	);
const questions = () => sim.requestsTo('TaskInfo').length;

const at0 = { 'retry-after': '0' };
const page = (status: number): FaultKind => ({
	kind: 'body',
	status,
	body: '<html></html>',
	headers: at0,
});
const fromCrun = (code: number, status = 200): FaultKind => ({
	kind: 'body',
	status,
	body: { code, message: 'not now', data: null },
	headers: at0,
});
const answerWith = (fault: FaultKind) => sim.faults.add({ endpoint: 'TaskInfo', ...fault });

describe('A finished task', () => {
	it('is confirmed by TaskInfo, with one question', async () => {
		const taskId = finishedTask(sim);
		expect(await confirm(taskId)).toMatchObject({
			kind: 'confirmed',
			reading: { task: { task_id: taskId, status: 'success' } },
		});
		expect(questions()).toBe(1);
	});

	it('is foreign where Crun does not know it', async () => {
		expect(await confirm('unknown')).toEqual({ kind: 'foreign' });
	});

	it.each([404, 422])('is foreign after Crun’s code %i', async (code) => {
		answerWith(fromCrun(code));
		expect(await confirm(finishedTask(sim))).toEqual({ kind: 'foreign' });
		expect(questions()).toBe(1);
	});

	it.each<[string, FaultKind]>([
		['Crun’s code 400', fromCrun(400)],
		['Crun’s code 401', fromCrun(401)],
		['Crun’s code 505', fromCrun(505)],
		['a page with HTTP 302', page(302)],
		['a page with HTTP 404', page(404)],
		['a page with HTTP 414', page(414)],
		['a page with HTTP 422', page(422)],
		['a page with HTTP 499', page(499)],
		['a page with HTTP 200', page(200)],
		[
			'an answer without a task',
			{ kind: 'body', body: { code: 200, message: 'success', data: [] } },
		],
	])('is unconfirmed after %s', async (_, fault) => {
		answerWith(fault);
		expect(await confirm(finishedTask(sim))).toEqual({ kind: 'unconfirmed' });
	});

	it('is unconfirmed where Crun returns another task', async () => {
		const another = sim.tasks.get(finishedTask(sim));
		answerWith({ kind: 'body', body: { code: 200, message: 'success', data: another } });
		expect(await confirm(finishedTask(sim))).toEqual({ kind: 'unconfirmed' });
	});

	it.each<[string, FaultKind]>([
		['Crun’s code 408', fromCrun(408)],
		['Crun’s code 425', fromCrun(425)],
		['Crun’s code 429', fromCrun(429)],
		['Crun’s code 455', fromCrun(455)],
		['Crun’s code 500', fromCrun(500)],
		['a page with HTTP 408', page(408)],
		['a page with HTTP 500', page(500)],
		['a page with HTTP 502', page(502)],
		['a page with HTTP 526', page(526)],
	])('is unreachable after three times %s', async (_, fault) => {
		answerWith(fault);
		expect(await confirm(finishedTask(sim))).toEqual({ kind: 'unreachable' });
		expect(questions()).toBe(3);
	});

	it('is unreachable where connections are closed', async () => {
		answerWith({ kind: 'resetBefore' });
		expect(await confirm(finishedTask(sim))).toEqual({ kind: 'unreachable' });
	});
});

describe('An unfinished task', () => {
	it('is confirmed with one question where it was not reported as finished', async () => {
		const taskId = existingTask(sim);
		expect(await confirm(taskId, false)).toMatchObject({
			kind: 'confirmed',
			reading: { task: { task_id: taskId, status: 'pending' } },
		});
		expect(questions()).toBe(1);
	});
});

describe('A question', () => {
	it('is not asked where it is not allowed', async () => {
		const taskId = finishedTask(sim);
		expect(await confirm(taskId, true, async () => await Promise.resolve(false))).toEqual({
			kind: 'unconfirmed',
		});
		expect(questions()).toBe(0);
	});

	it('needs permission each time', async () => {
		const answers = [true, true, false];
		const mayAsk = async () => await Promise.resolve(answers.shift() ?? false);
		expect(await confirm(existingTask(sim), true, mayAsk)).toEqual({ kind: 'unconfirmed' });
		expect(questions()).toBe(2);
	});
});
