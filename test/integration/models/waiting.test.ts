import { deepCopy, type IDataObject, type INodeParameters } from 'n8n-workflow';
import { DISABLED_API_KEY, FAIL_MARKER } from '../../../dev/simulator';
import { createFromModel, executeNode, messageOf, openWebhook, useSimulator } from '../support';

const sim = useSimulator();

const POLL: INodeParameters = { waitMode: 'poll', options: { pollIntervalSeconds: 0.2 } };
const items = ['a', 'b', 'c'].map((prompt) => ({ json: { prompt } }));

/** A video of the item's prompt. */
const videoOfPrompt = (more: INodeParameters = {}) =>
	createFromModel('google/veo-3', { prompt: '={{ $json.prompt }}' }, more);
const videoOfCat = (more: INodeParameters = {}) =>
	createFromModel('google/veo-3', { prompt: 'A cat' }, more);
const imageOfCat = (more: INodeParameters = {}) =>
	createFromModel('google/nano-banana', { prompt: 'A cat' }, more);

/** The prompt that the task of an output item was created with. */
const promptOf = ({ task_id: id }: IDataObject) =>
	sim.ledger.created.find((entry) => entry.task_id === id)?.input.prompt;

describe('Wait For Result: Poll', () => {
	it('returns the simplified result of its own task for each item', async () => {
		const { json, error } = await executeNode({ sim, items, parameters: videoOfPrompt(POLL) });

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

	it('returns the URL of an image in media_urls and not in video_url', async () => {
		const { json } = await executeNode({ sim, parameters: imageOfCat(POLL) });

		expect(json).toMatchObject([
			{
				status: 'success',
				video_url: null,
				media_urls: [expect.stringMatching(/\.png$/) as string],
			},
		]);
	});

	it('returns Crun’s own task object when Simplify is off', async () => {
		const parameters = imageOfCat({ ...POLL, simplify: false });

		const { json } = await executeNode({ sim, parameters });

		expect(json).toMatchObject([
			{
				provider: expect.any(String) as string,
				param: { model: 'google/nano-banana', input: { prompt: 'A cat' } },
				result: { code: 200 },
			},
		]);
	});

	it('returns the files as binary data with Download Result', async () => {
		const parameters = imageOfCat({
			waitMode: 'poll',
			options: { pollIntervalSeconds: 0.2, downloadResult: true },
		});

		const { items: output } = await executeNode({ sim, parameters });

		expect(output[0]?.binary).toMatchObject({ data: { mimeType: 'image/png' } });
	});

	it('returns an error that names the task for an item whose task failed', async () => {
		const { json } = await executeNode({
			sim,
			items: [{ json: { prompt: FAIL_MARKER } }, { json: { prompt: 'b' } }],
			parameters: videoOfPrompt(POLL),
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
});

describe('Wait For Result: Suspend', () => {
	it('resumes when the tasks of all items are finished', async () => {
		sim.settings.taskTimings = 'manual';
		const parameters = videoOfPrompt({ waitMode: 'suspend' });
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

			const taskIds = items.map(
				({ json }) =>
					sim.ledger.created.find(({ input }) => input.prompt === json.prompt)?.task_id ?? '',
			);
			for (const id of [...taskIds].reverse()) {
				sim.tasks.finish(id, 'success');
				await sim.waitFor('callback', ({ taskId }) => taskId === id);
			}

			const [resumed] = await n8n.emitted();
			expect(resumed?.map(({ json }) => [json.task_id, json.status, json.model])).toEqual(
				taskIds.map((id) => [id, 'success', 'google/veo-3']),
			);
		} finally {
			await n8n.stop();
		}
	});
});

describe('Notify: Crun Trigger', () => {
	it('sends Crun a signed callback URL', async () => {
		const parameters = videoOfCat({
			notify: 'trigger',
			triggerUrl: 'http://127.0.0.1:9/webhook/x/webhook',
		});

		await executeNode({ sim, parameters });

		expect(sim.ledger.created[0]?.callback_url).toMatch(
			/^http:\/\/127\.0\.0\.1:9\/webhook\/x\/webhook\?crun_ts=\d+&crun_sig=/,
		);
	});
});

describe('a retry', () => {
	it('resumes the tasks that exist and creates only the missing one', async () => {
		const parameters = videoOfPrompt();
		sim.settings.taskTimings = 'manual';
		sim.faults.add({
			endpoint: 'CreateTask',
			kind: 'status',
			status: 402,
			when: ({ body }) => JSON.stringify(body).includes('"b"'),
		});
		const first = await executeNode({ sim, items, parameters, continueOnFail: true });
		sim.faults.clear();

		const second = await executeNode({
			sim,
			items,
			parameters,
			runData: deepCopy(first.runData),
			executionId: '78',
		});

		expect(second.error).toBeUndefined();
		expect(second.json.map(promptOf)).toEqual(['a', 'b', 'c']);
		expect(sim.ledger.created).toHaveLength(3);
	});

	it('does not send an unconfirmed task again', async () => {
		sim.faults.add({ endpoint: 'CreateTask', kind: 'resetAfter' });
		const first = await executeNode({ sim, parameters: videoOfCat() });
		sim.faults.clear();

		const second = await executeNode({
			sim,
			parameters: videoOfCat(),
			runData: deepCopy(first.runData),
		});

		expect(messageOf(second.error)).toMatch(
			/^An earlier attempt .* was not confirmed\. .*Task > Wait/,
		);
		expect(sim.requestsTo('CreateTask')).toHaveLength(1);
	});

	it('recognizes its task even when the model’s fields can no longer be looked up', async () => {
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
});

it('reports a disabled API key in Crun’s own words and creates nothing', async () => {
	const { error } = await executeNode({
		sim,
		parameters: videoOfCat(),
		credential: { apiKey: DISABLED_API_KEY },
	});

	expect(messageOf(error)).toMatch(/^The Crun API key is disabled\. .*API key is disabled \(403\)/);
	expect(sim.ledger.created).toEqual([]);
});
