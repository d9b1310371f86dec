import {
	createRunExecutionData,
	deepCopy,
	type IDataObject,
	type INodeParameters,
} from 'n8n-workflow';
import {
	createFromModel,
	executeAsTool,
	executeNode,
	expectNothingSent,
	filesFromBinary,
	itemWithFiles,
	messageOf,
	resourceMapper,
	taskIds,
	useSimulator,
	type ExecuteOptions,
} from '../support';

const sim = useSimulator({ taskTimings: 'manual' });

const VEO = 'google/veo-3';
const SORA = 'openai/sora-2';
const EDIT = 'google/nano-banana-edit';
const mapped = (model: string, more: INodeParameters = {}): INodeParameters =>
	createFromModel(model, null, {
		input: { ...resourceMapper(null), mappingMode: 'autoMapInputData' },
		...more,
	});
const run = async (
	model: string,
	json: IDataObject,
	more: INodeParameters = {},
	options: Partial<ExecuteOptions> = {},
) => await executeNode({ sim, parameters: mapped(model, more), items: [{ json }], ...options });
const inputs = () => sim.ledger.created.map(({ input }) => input);

describe('Map Automatically', () => {
	it('takes the fields of the item that the model has, and ignores the others', async () => {
		const row = { id: 7, prompt: 'A cat', aspect_ratio: '9:16', author: { name: 'Anna' } };
		const { error } = await run(VEO, row);
		expect(error).toBeUndefined();
		expect(inputs()).toEqual([{ prompt: 'A cat', aspect_ratio: '9:16' }]);
	});

	it('maps each item by itself', async () => {
		const items = ['a', 'b'].map((prompt) => ({ json: { prompt } }));
		await executeNode({ sim, parameters: mapped(VEO), items });
		expect(
			inputs()
				.map(({ prompt }) => prompt)
				.sort(),
		).toEqual(['a', 'b']);
	});

	it('ignores case, as column names of a spreadsheet have it', async () => {
		await run(VEO, { Prompt: 'A cat', 'Aspect ratio': '9:16' });
		expect(inputs()).toEqual([{ prompt: 'A cat' }]);
	});

	it('leaves out empty values and converts the others to the types of the model', async () => {
		await run(SORA, { prompt: 'A cat', duration: '8', seed: '' });
		expect(inputs()).toEqual([{ prompt: 'A cat', duration: 8 }]);
	});

	it('accepts URLs separated by commas, also where a comma is part of one', async () => {
		const [a, b] = ['https://example.com/w_1,h_2/a.png', 'https://example.com/b.png'];
		await run(EDIT, { prompt: 'A hat', image_urls: `${a},${b}` });
		expect(inputs()).toEqual([{ prompt: 'A hat', image_urls: [a, b] }]);
	});

	it('puts files from binary data beside the fields of the item', async () => {
		const item = await itemWithFiles({ data: {} });
		const parameters = mapped(EDIT, filesFromBinary(['image_urls', 'data']));
		const items = [{ ...item, json: { prompt: 'A hat', data: 'unrelated' } }];
		const { error } = await executeNode({ sim, parameters, items });
		expect(error).toBeUndefined();
		expect(inputs()).toEqual([
			{ prompt: 'A hat', image_urls: [expect.stringMatching(/^http/) as string] },
		]);
	});

	it.each<[string, string, IDataObject, RegExp]>([
		['a missing required field', VEO, { text: 'A cat' }, /^Required input is missing\. .*"prompt"/],
		[
			'a required field that is empty',
			VEO,
			{ prompt: ' ' },
			/^Required input is missing\. .*"prompt"/,
		],
		[
			'a value of the wrong type',
			SORA,
			{ prompt: 'A cat', duration: 'long' },
			/^The value of "Duration" is not valid\. .*"long"/,
		],
		[
			'a value that the model does not offer',
			VEO,
			{ prompt: 'A cat', aspect_ratio: 'square' },
			/^The value of "Aspect ratio" is not valid\. .*"square"/,
		],
		[
			'fields whose names differ only in case',
			VEO,
			{ PROMPT: 'A cat', Prompt: 'A dog' },
			/^Several fields of the item match one input field\. "PROMPT" and "Prompt"/,
		],
	])('refuses %s before anything is sent', async (_what, model, json, text) => {
		const { error } = await run(model, json);
		expect(messageOf(error)).toMatch(text);
		expectNothingSent(sim);
	});

	it.each([
		[
			'cannot be looked up',
			() => sim.faults.add({ endpoint: 'Model', kind: 'status', status: 403 }),
			VEO,
		],
		['are not readable', () => {}, 'labs/no-schema'],
	])(
		'refuses a model whose fields %s, because nothing tells what to send',
		async (_why, arrange, model) => {
			arrange();
			const { error } = await run(model, { prompt: 'A cat', secret: 'x' });
			expect(messageOf(error)).toMatch(
				/^The fields of the model are not known\. .*Map Automatically.*Map Each Column Manually.*Using JSON/,
			);
			expectNothingSent(sim);
		},
	);

	it('is what a dry run and Max Credits take the price of', async () => {
		const json = { prompt: 'A cat', duration: 8, id: 7 };
		const quote = await run(SORA, json, { options: { dryRun: true } });
		expect(quote.json).toMatchObject([{ estimated_credits: 80 }]);
		const { error } = await run(SORA, json, { options: { maxCredits: 79 } });
		expect(messageOf(error)).toContain('80 credits');
		expect(inputs()).toEqual([]);
	});
});

describe('A retry with Map Automatically', () => {
	it('resumes the task of the item', async () => {
		const first = await run(VEO, { prompt: 'A cat' });
		const again = { runData: deepCopy(first.runData), executionId: '78' };
		const { error, json } = await run(VEO, { prompt: 'A cat' }, {}, again);
		expect(error).toBeUndefined();
		expect(json.map(({ task_id: id }) => id)).toEqual(taskIds(sim));
		expect(taskIds(sim)).toHaveLength(1);
	});

	it.each<[string, INodeParameters, IDataObject]>([
		['another item', {}, { prompt: 'A dog' }],
		[
			'the same input as JSON',
			{ inputMode: 'json', inputJson: '{"prompt":"A cat"}' },
			{ prompt: 'A cat' },
		],
	])('creates another task for %s', async (_what, more, json) => {
		const first = await run(VEO, { prompt: 'A cat' });
		const again = { runData: deepCopy(first.runData), executionId: '78' };
		expect((await run(VEO, json, more, again)).error).toBeUndefined();
		expect(taskIds(sim)).toHaveLength(2);
	});

	it('creates another task where the form was filled in before, and its values are still stored', async () => {
		const json = { prompt: 'A dog' };
		const values = { prompt: 'A cat' };
		const first = await executeNode({
			sim,
			parameters: createFromModel(VEO, values),
			items: [{ json }],
		});
		const input = { ...resourceMapper(values), mappingMode: 'autoMapInputData' as const };
		const again = { runData: deepCopy(first.runData), executionId: '78' };
		await run(VEO, json, { input }, again);
		expect(inputs().map(({ prompt }) => prompt)).toEqual(['A cat', 'A dog']);
	});

	it('is the same task for an agent that calls again with the same input', async () => {
		const runData = createRunExecutionData({ resumeToken: 'token-of-n8n' });
		for (const [runIndex, toolCallId] of ['call-1', 'call-2'].entries()) {
			await executeAsTool('supplied tool', {
				sim,
				parameters: mapped(VEO),
				items: [{ json: { prompt: 'A cat', toolCallId } }],
				runData,
				runIndex,
			});
		}
		expect(taskIds(sim)).toHaveLength(1);
	});
});
