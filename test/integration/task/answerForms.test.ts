import type { IDataObject } from 'n8n-workflow';
import { z } from 'zod';
import { taskQuirks } from '../../../dev/simulator';
import type { JsonObject } from '../../../nodes/Crun/crun/contract';
import { executeNode, existingTask, getTask, messageOf, useSimulator } from '../support';

const sim = useSimulator({ taskTimings: 'manual', callbacks: false });

/** Lets TaskInfo answer with a task of this form. @returns the execution of Task > Get or Task > Wait */
async function run(
	operation: 'get' | 'wait',
	task: JsonObject,
	{ message = 'success', ...options }: { message?: string; timeoutMinutes?: number } = {},
) {
	const id = existingTask(sim);
	const data = { ...sim.tasks.get(id), ...task };
	const body = { code: 200, message, data };
	const answerNormally = sim.faults.add({ endpoint: 'TaskInfo', kind: 'body', body });
	try {
		return await executeNode({ sim, parameters: getTask(id, { operation, options }) });
	} finally {
		answerNormally();
	}
}

describe('a task whose fields have another form', () => {
	it.each(['SUCCESS', ' Success '])('has ended with the status %j', async (status) => {
		const { error, json } = await run('wait', { status, result: { media_urls: [] } });
		expect(error).toBeUndefined();
		expect(json).toMatchObject([{ status: 'success' }]);
	});

	it('has not ended with a status that only resembles one: the timeout names it', async () => {
		const { error } = await run('wait', { status: 'Successful' }, { timeoutMinutes: 0.01 });
		expect(messageOf(error)).toContain(
			'Its status is "successful", which this node does not know, so it counts as not finished.',
		);
	});

	it('has times and credits as numbers of any form', async () => {
		const { json } = await run('get', {
			status: 'success',
			create_at: '2026-01-20T09:12:58Z',
			complete_at: 1768900502000,
			duration_s: '124',
			credits: '1,355.2',
		});
		expect(json).toMatchObject([
			{
				created_at: '2026-01-20T09:12:58.000Z',
				completed_at: '2026-01-20T09:15:02.000Z',
				duration_s: 124,
				credits: 1355.2,
			},
		]);
	});

	it.each<[string, JsonObject, string]>([
		['the result', { result: { message: 'No face', error: 'x' }, message: 'y' }, 'No face'],
		[
			'an error in the result',
			{ result: { code: 501, error: 'No face' }, message: 'y' },
			'No face',
		],
		['a result that is a text', { result: 'No face' }, 'No face'],
		['beside the result', { result: null, message: 'No face' }, 'No face'],
		['only the envelope', { result: null }, 'The photo shows no face'],
	])('has failed for the reason that is in %s', async (_, task, reason) => {
		const envelope = { message: 'The photo shows no face' };
		const failed = { status: 'failed', ...task };
		expect((await run('get', failed, envelope)).json).toMatchObject([
			{ error: { message: reason } },
		]);
		expect(messageOf((await run('wait', failed, envelope)).error)).toContain(reason);
	});

	it('has failed for no reason where the envelope only reports success', async () => {
		const { json } = await run('get', { status: 'failed', result: null });
		expect(json).toMatchObject([{ error: { message: 'Crun gave no reason' } }]);
	});
});

const errorSchema = z.object({ message: z.string() });
const withoutCode = ({ error, ...task }: IDataObject) => ({
	...task,
	reason: errorSchema.safeParse(error).data?.message,
});

describe.each(Object.entries(taskQuirks))('While tasks have the form %s,', (_, quirk) => {
	it.each(['success', 'failed'] as const)(
		'one that ends as %s looks as documented',
		async (end) => {
			const id = existingTask(sim);
			sim.tasks.finish(id, end, { credits: 1355.2 });
			for (const operation of ['get', 'wait'] as const) {
				const options = operation === 'wait' ? { onTaskFailure: 'output' } : {};
				const parameters = getTask(id, { operation, options });
				sim.settings.quirks = [];
				const documented = await executeNode({ sim, parameters });
				sim.settings.quirks = [quirk];
				const { json, error } = await executeNode({ sim, parameters });
				expect(error).toBeUndefined();
				// Where the reason stands elsewhere, there is no code beside it.
				expect(json.map(withoutCode)).toEqual(documented.json.map(withoutCode));
			}
		},
	);
});
