import type { INodeParameters } from 'n8n-workflow';
import {
	BATTLE_ID,
	createByteDance,
	createFromPhotos,
	createSora,
	executeAsTool,
	executeNode,
	expectNothingSent,
	getTask,
	messageOf,
	photos,
	taskIds,
	useSimulator,
	type ExecuteOptions,
} from '../support';

const sim = useSimulator();

const SAMPLE = { sampleResult: true };
/** Wait For Result is not set, as in a new node. */
const withDefaultWait = ({ waitMode, ...parameters }: INodeParameters): INodeParameters => {
	expect(waitMode).toBe('none');
	return parameters;
};
const run = async (parameters: INodeParameters, more: Partial<ExecuteOptions> = {}) =>
	await executeNode({ sim, parameters, ...more });

describe('Sample Result', () => {
	it('returns a finished task of the same shape, marked as a sample, with a video', async () => {
		const parameters = withDefaultWait(createByteDance());
		const real = await run({ ...parameters, options: { pollIntervalSeconds: 0.2 } });
		const { json, items, error, context } = await run({ ...parameters, options: SAMPLE });

		expect(error).toBeUndefined();
		expect(Object.keys(json[0] ?? {})).toEqual([...Object.keys(real.json[0] ?? {}), 'sample']);
		expect(json).toMatchObject([
			{
				task_id: 'sample-1',
				status: 'success',
				model: 'bytedance/template',
				template_id: BATTLE_ID,
				credits: 0,
				error: null,
				sample: true,
			},
		]);
		expect(items[0]?.binary?.data).toMatchObject({ mimeType: 'video/mp4', fileName: 'sample.mp4' });
		const file = Buffer.from(items[0]?.binary?.data?.data ?? '', 'base64');
		expect(file.subarray(4, 8).toString()).toBe('ftyp');
		expect(context.hints).toMatchObject([{ message: expect.stringMatching(/sample/) as string }]);
		expect(taskIds(sim)).toHaveLength(1); // the real one
	});

	it.each(['none', 'poll', 'suspend'] as const)(
		'creates, uploads, and waits for nothing when Wait For Result is %s',
		async (waitMode) => {
			const items = photos('a', 'b');
			const { json, waitTill } = await run(createFromPhotos(waitMode, SAMPLE), { items });
			expect(json.map((one) => one.task_id)).toEqual(['sample-1', 'sample-2']);
			expect(waitTill).toBeUndefined();
			expectNothingSent(sim);
			expect(sim.ledger.charged()).toBe(0);
		},
	);

	it('puts the file into the field of Download Result', async () => {
		const options = { ...SAMPLE, downloadResult: true, outputBinaryField: 'video' };
		const { items } = await run(createByteDance({ waitMode: 'poll', options }));
		expect(Object.keys(items[0]?.binary ?? {})).toEqual(['video']);
	});

	it('returns the raw form with Simplify off, marked as well', async () => {
		const { json } = await run(createByteDance({ simplify: false, options: SAMPLE }));
		expect(json).toMatchObject([{ sample: true, param: { model: 'bytedance/template' } }]);
	});

	it('of a model without a preview has the video in its URL', async () => {
		const { json } = await run(createSora(SAMPLE));
		expect(json).toMatchObject([
			{ model: 'openai/sora-2', video_url: expect.stringMatching(/^data:video\/mp4/) as string },
		]);
	});

	it('checks the parameters as a real run does', async () => {
		const { error } = await run(createByteDance({ resolution: '8k', options: SAMPLE }));
		expect(messageOf(error)).toMatch(/resolution/i);
	});

	it('gives way to Dry Run', async () => {
		const { json } = await run(createByteDance({ options: { ...SAMPLE, dryRun: true } }));
		expect(json).toMatchObject([{ dry_run: true }]);
	});

	it('is not returned to an AI agent, which would take it for the video', async () => {
		await executeAsTool('tool node', {
			sim,
			items: [{ json: {} }],
			parameters: createByteDance({ options: SAMPLE }),
		});
		expect(taskIds(sim)).toHaveLength(1);
	});
});

describe('The ID of a sample', () => {
	it.each(['get', 'wait', 'download'])(
		'is refused by Task > %s without a request',
		async (operation) => {
			const { error } = await run(getTask('sample-1', { operation }));
			expect(messageOf(error)).toMatch(/^This is the ID of a sample result\. No task was created/);
			expect(sim.requests).toEqual([]);
		},
	);
});
