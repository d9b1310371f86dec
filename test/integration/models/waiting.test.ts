import { deepCopy, type IDataObject, type INodeParameters } from 'n8n-workflow';
import { DISABLED_API_KEY, FAIL_MARKER } from '../../../dev/simulator';
import { createFromModel, executeNode, messageOf, openWebhook, useSimulator } from '../support';

const sim = useSimulator();

const POLL: INodeParameters = { waitMode: 'poll', options: { pollIntervalSeconds: 0.2 } };
const items = ['a', 'b', 'c'].map((prompt) => ({ json: { prompt } }));
/** What the task of an item was made from. */
const promptOf = ({ task_id: id }: IDataObject) =>
	sim.ledger.created.find((entry) => entry.task_id === id)?.input.prompt;
const scene = (more: INodeParameters = {}) =>
	createFromModel('google/veo-3', { prompt: '={{ $json.prompt }}' }, more);

it('polling gives each item its own result, simplified', async () => {
	const { json, error } = await executeNode({ sim, items, parameters: scene(POLL) });
	expect(error).toBeUndefined();
	expect(json).toMatchObject(
		items.map(() => ({
			status: 'success',
			model: 'google/veo-3',
			template_id: null,
			credits: 160,
			error: null,
		})),
	);
	expect(json.map(promptOf)).toEqual(['a', 'b', 'c']);
	expect(json.map(({ video_url: url }) => url)).toEqual(
		json.map(({ task_id: id }) => expect.stringContaining(`/${id as string}.mp4`) as string),
	);
});

it('a picture comes as a file address, not as a video', async () => {
	const { json } = await executeNode({
		sim,
		parameters: createFromModel('google/nano-banana', { prompt: 'A cat' }, POLL),
	});
	expect(json).toMatchObject([
		{ status: 'success', video_url: null, media_urls: [expect.stringMatching(/\.png$/) as string] },
	]);
});

it('with Simplify off gives Crun’s whole object', async () => {
	const { json } = await executeNode({
		sim,
		parameters: createFromModel(
			'google/nano-banana',
			{ prompt: 'A cat' },
			{ ...POLL, simplify: false },
		),
	});
	expect(json).toMatchObject([
		{
			provider: expect.any(String) as string,
			param: { model: 'google/nano-banana', input: { prompt: 'A cat' } },
			result: { code: 200 },
		},
	]);
});

it('the files of a result come as binary data when asked for', async () => {
	const parameters = createFromModel(
		'google/nano-banana',
		{ prompt: 'A cat' },
		{ waitMode: 'poll', options: { pollIntervalSeconds: 0.2, downloadResult: true } },
	);
	const {
		items: [item],
	} = await executeNode({ sim, parameters });
	expect(item?.binary).toMatchObject({ data: { mimeType: 'image/png' } });
});

it('a failed task is its item’s error, and names the task', async () => {
	const { json } = await executeNode({
		sim,
		items: [{ json: { prompt: FAIL_MARKER } }, { json: { prompt: 'b' } }],
		parameters: scene(POLL),
		continueOnFail: true,
	});
	expect(json).toMatchObject([
		{
			error: expect.stringContaining('failed at Crun') as string,
			task_id: sim.ledger.created[0]?.task_id,
		},
		{ status: 'success' },
	]);
});

it('suspending parks all items until all are finished', async () => {
	sim.settings.taskTimings = 'manual';
	const parameters = scene({ waitMode: 'suspend' });
	const n8n = await openWebhook({ sim, node: 'crun', parameters });
	try {
		const execution = await executeNode({
			sim,
			items,
			parameters,
			resumeBaseUrl: n8n.resumeBaseUrl,
		});
		expect(execution.waitTill).toBeInstanceOf(Date);
		n8n.putToWait(execution);
		const ids = items.map(
			({ json }) =>
				sim.ledger.created.find(({ input }) => input.prompt === json.prompt)?.task_id ?? '',
		);
		for (const id of [...ids].reverse()) {
			sim.tasks.finish(id, 'success');
			await sim.waitFor('callback', ({ taskId }) => taskId === id);
		}
		const [resumed] = await n8n.emitted();
		expect(resumed?.map(({ json }) => [json.task_id, json.status, json.model])).toEqual(
			ids.map((id) => [id, 'success', 'google/veo-3']),
		);
	} finally {
		await n8n.stop();
	}
});

it('a Crun Trigger is told, under a signed address', async () => {
	await executeNode({
		sim,
		parameters: createFromModel(
			'google/veo-3',
			{ prompt: 'A cat' },
			{ notify: 'trigger', triggerUrl: 'http://127.0.0.1:9/webhook/x/webhook' },
		),
	});
	expect(sim.ledger.created[0]?.callback_url).toMatch(
		/^http:\/\/127\.0\.0\.1:9\/webhook\/x\/webhook\?crun_ts=\d+&crun_sig=/,
	);
});

it('a Retry takes up the tasks that exist, and creates only what is missing', async () => {
	const parameters = scene();
	sim.settings.taskTimings = 'manual';
	sim.faults.add({
		endpoint: 'CreateTask',
		kind: 'status',
		status: 402,
		when: ({ body }) => JSON.stringify(body).includes('"b"'),
	});
	const first = await executeNode({ sim, items, parameters, continueOnFail: true });
	sim.faults.clear();
	const again = await executeNode({
		sim,
		items,
		parameters,
		runData: deepCopy(first.runData),
		executionId: '78',
	});
	expect(again.error).toBeUndefined();
	expect(again.json.map(promptOf)).toEqual(['a', 'b', 'c']);
	expect(sim.ledger.created).toHaveLength(3);
});

it('a lost answer is never sent again', async () => {
	sim.faults.add({ endpoint: 'CreateTask', kind: 'resetAfter' });
	const first = await executeNode({
		sim,
		parameters: createFromModel('google/veo-3', { prompt: 'A cat' }),
	});
	sim.faults.clear();
	const again = await executeNode({
		sim,
		parameters: createFromModel('google/veo-3', { prompt: 'A cat' }),
		runData: deepCopy(first.runData),
	});
	expect(messageOf(again.error)).toContain('Task > Wait');
	expect(sim.requestsTo('CreateTask')).toHaveLength(1);
});

it('a refused key is told in Crun’s words, and nothing is created', async () => {
	const { error } = await executeNode({
		sim,
		parameters: createFromModel('google/veo-3', { prompt: 'A cat' }),
		credential: { apiKey: DISABLED_API_KEY },
	});
	expect(messageOf(error)).toMatch(/disabled/);
	expect(sim.ledger.created).toEqual([]);
});

it('a retry knows its task again, also when the fields of the model cannot be looked up any more', async () => {
	sim.settings.taskTimings = { pendingMs: 0, runningMs: 0 };
	const parameters = createFromModel(
		'google/nano-banana-edit',
		{ prompt: 'A hat', image_urls: 'https://example.com/a.png\nhttps://example.com/b.png' },
		POLL,
	);
	const first = await executeNode({ sim, parameters });
	expect(first.error).toBeUndefined();
	sim.faults.add({ endpoint: 'Model', kind: 'status', status: 403 });
	const second = await executeNode({ sim, parameters, runData: deepCopy(first.runData) });
	expect(second.error).toBeUndefined();
	expect(second.json).toMatchObject([{ task_id: first.json[0]?.task_id, status: 'success' }]);
	expect(sim.ledger.created).toHaveLength(1);
});
