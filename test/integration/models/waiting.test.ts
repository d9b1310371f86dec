import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { FAIL_MARKER, MESSAGES } from '../../../dev/simulator';
import { createFromModel, executeNode, openWebhook, runWorkflow, useSimulator } from '../support';

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
				error: expect.stringMatching(/^The task failed at Crun\. Task /) as string,
				task_id: sim.ledger.created[0]?.task_id,
			},
			{ status: 'success' },
		]);
	});

	/** n8n rebuilds the JSON of an error item from the message of its error. */
	it('returns the ID of a failed task in the error item that n8n outputs', async () => {
		const { output } = await runWorkflow({
			sim,
			items: [{ json: { prompt: FAIL_MARKER } }],
			parameters: videoOfPrompt(POLL),
			continueOnFail: true,
		});

		const [task] = sim.ledger.created;
		expect(output[0]?.json.error).toContain(`Task ${task?.task_id}: ${MESSAGES.generationFailed}`);
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
