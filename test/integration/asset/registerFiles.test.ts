import { deepCopy, type INodeExecutionData, type INodeParameters } from 'n8n-workflow';
import { MEDIA, MESSAGES } from '../../../dev/simulator';
import {
	activeAsset,
	createFromJson,
	createFromModel,
	createVidu,
	executeNode,
	existingAsset,
	expectNothingCreated,
	filesFromBinary,
	itemWithFiles,
	messageOf,
	PHOTO_URL,
	photoUrl,
	sleep,
	useSimulator,
	waitForAssets,
	within,
	type ExecuteOptions,
	type FieldValues,
} from '../support';

/** Task > Create From Any Model with assets, and with the option Register Files as Assets. */

const sim = useSimulator({ taskTimings: 'manual' });
afterEach(() => expect(sim.leaks).toEqual([]));

const EDIT = 'google/nano-banana-edit';
const registering = (
	options: INodeParameters = {},
	more: INodeParameters = {},
): INodeParameters => ({
	options: { registerAssets: true, pollIntervalSeconds: 0.2, ...options },
	...more,
});
const edit = (image_urls: string, more: INodeParameters = registering()) =>
	createFromModel(EDIT, { prompt: 'A hat', image_urls }, more);
const run = async (parameters: INodeParameters, more: Partial<ExecuteOptions> = {}) =>
	await executeNode({ sim, parameters, ...more });
const inputs = () => sim.ledger.created.map(({ input }) => input);
const assetUrls = () => sim.registered.map(({ AssetId }) => `asset://${AssetId}`);

describe('asset://<AssetId>', () => {
	it('is taken by fields and by JSON, beside URLs', async () => {
		const asset = `asset://${activeAsset(sim)}`;
		const form = await run(edit(`${asset}\n${PHOTO_URL}`, {}));
		const list = JSON.stringify({ prompt: 'x', image_urls: [asset] });
		const json = await run(createFromJson(EDIT, list));
		const single = await run(createFromModel('recraft/remove-background', { image: asset }));
		const untyped = await run(createFromJson('labs/no-schema', `{"image": "${asset}"}`));

		for (const { error } of [form, json, single, untyped]) expect(error).toBeUndefined();
		expect(inputs()).toEqual([
			{ prompt: 'A hat', image_urls: [asset, PHOTO_URL] },
			{ prompt: 'x', image_urls: [asset] },
			{ image: asset },
			{ image: asset },
		]);
	});

	it('is taken beside a file from binary data', async () => {
		const asset = `asset://${activeAsset(sim)}`;
		const parameters = edit(asset, filesFromBinary(['image_urls', 'data']));
		const { error } = await run(parameters, { items: [await itemWithFiles({ data: {} })] });
		expect(error).toBeUndefined();
		expect(inputs()).toMatchObject([{ image_urls: [asset, sim.uploads[0]?.url] }]);
	});

	it.each(['asset:/x', 'asset://', 'assets://x', 'asset://a b', 'asset://a/b', 'asset'])(
		'is not %j, in fields nor in JSON: nothing is created',
		async (url) => {
			const form = await run(edit(url, {}));
			const list = JSON.stringify({ prompt: 'x', image_urls: [url] });
			const json = await run(createFromJson(EDIT, list));
			for (const { error } of [form, json])
				expect(messageOf(error)).toMatch(/^The (asset|file) URL is not valid\. /);
			expectNothingCreated(sim);
		},
	);

	it('is not taken by templates', async () => {
		const { error } = await run(createVidu({ imageUrls: `asset://${activeAsset(sim)}` }));
		expect(messageOf(error)).toMatch(/^Templates do not take assets\. .*Create From Any Model/);
		expectNothingCreated(sim);
	});
});

describe('Register Files as Assets', () => {
	it('registers each file, waits for the reviews, and sends the assets', async () => {
		const items = [await itemWithFiles({ photo: { bytes: MEDIA.jpg.bytes } })];
		const asset = `asset://${activeAsset(sim)}`;
		sim.assets.clear();
		sim.settings.assetReviewMs = 'manual';
		const more = registering({}, filesFromBinary(['image_urls', 'photo']));
		const running = run(edit(`${photoUrl('a')}\n${photoUrl('b')}\n${photoUrl('a')}`, more), {
			items,
		});
		await waitForAssets(sim, 4); // the one above, too
		await sleep(300);
		expectNothingCreated(sim);
		const [, ...registered] = sim.registered;
		for (const { AssetId } of registered) sim.assets.finish(AssetId, 'Active');
		const { error } = await running;

		expect(error).toBeUndefined();
		expect(asset).not.toBe('');
		expect(registered.map(({ asset_url }) => asset_url).sort()).toEqual(
			[photoUrl('a'), photoUrl('b'), sim.uploads[0]?.url].sort(),
		);
		const urlOf = (url?: string) =>
			`asset://${registered.find(({ asset_url }) => asset_url === url)?.AssetId}`;
		const [a, b, c] = [photoUrl('a'), photoUrl('b'), sim.uploads[0]?.url].map(urlOf);
		expect(inputs()).toMatchObject([{ image_urls: [a, b, a, c] }]);
		expect(registered.every(({ asset_type }) => asset_type === 'Image')).toBe(true);
	});

	it('leaves assets, and fields that take no file, as they are', async () => {
		const asset = `asset://${activeAsset(sim)}`;
		const parameters = createFromModel(
			EDIT,
			{ prompt: PHOTO_URL, image_urls: asset },
			registering(),
		);
		expect((await run(parameters)).error).toBeUndefined();
		expect(sim.registered).toHaveLength(1);
		expect(inputs()).toEqual([{ prompt: PHOTO_URL, image_urls: [asset] }]);
	});

	it('detects the types by the URL, else by the name of the field', async () => {
		const values = { video_url: 'https://a.example/1', audio_url: 'https://a.example/b.WAV' };
		await run(createFromModel('sync/lipsync-2', values, registering()));
		expect(sim.registered).toMatchObject([{ asset_type: 'Video' }, { asset_type: 'Audio' }]);
		expect(inputs()).toEqual([{ video_url: assetUrls()[0], audio_url: assetUrls()[1] }]);
	});

	it('refuses a file whose type cannot be detected, before anything is sent', async () => {
		const model = sim.models.find((one) => one.model === EDIT);
		if (model) model.input_schema = { properties: { start: { type: 'string', format: 'uri' } } };
		const start = 'https://a.example/1';
		const { error } = await run(createFromModel(EDIT, { start }, registering()));
		expect(messageOf(error)).toMatch(/^The asset type cannot be detected\. .*Asset > Upload/);
		expect(sim.registered).toEqual([]);
		expectNothingCreated(sim);
	});

	it('goes by the names of the fields where the schema cannot be read', async () => {
		const input = { image_urls: [PHOTO_URL], prompt: PHOTO_URL, start: PHOTO_URL };
		const parameters = createFromJson('labs/prose-schema', JSON.stringify(input), registering());
		expect((await run(parameters)).error).toBeUndefined();
		expect(inputs()).toEqual([{ ...input, image_urls: assetUrls() }]);
	});

	it('registers the same file of several items once', async () => {
		const items = ['a', 'b', 'c'].map((prompt): INodeExecutionData => ({ json: { prompt } }));
		const values: FieldValues = { prompt: '={{ $json.prompt }}', image_urls: PHOTO_URL };
		await run(createFromModel(EDIT, values, registering()), { items });
		expect(sim.registered).toHaveLength(1);
		expect(inputs()).toHaveLength(3);
	});

	it('registers nothing for a dry run, nor for a task that is too expensive', async () => {
		const dry = await run(edit(PHOTO_URL, registering({ dryRun: true })));
		expect(dry.json).toMatchObject([{ dry_run: true, estimated_credits: 4.5 }]);
		const expensive = await run(edit(PHOTO_URL, registering({ maxCredits: 4 })));
		expect(messageOf(expensive.error)).toMatch(/^The task costs more than Max Credits allows/);
		expect(sim.registered).toEqual([]);
		expect((await run(edit(PHOTO_URL, registering({ maxCredits: 5 })))).error).toBeUndefined();
		expect(inputs()).toMatchObject([{ image_urls: assetUrls() }]);
	});
});

describe('A failed review', () => {
	const two = (): Array<INodeExecutionData> => [
		{ json: { url: 'https://example.com/fail.png' } },
		{ json: { url: PHOTO_URL } },
	];

	it('stops everything before anything is paid, and names the reason', async () => {
		sim.settings.assetReviewMs = 'manual';
		const running = run(edit('={{ $json.url }}'), { items: two() });
		await waitForAssets(sim, 2);
		const bad = sim.registered.find(({ asset_url }) => asset_url.includes('fail'));
		sim.assets.finish(bad?.AssetId ?? '', 'Failed');
		// The other review never ends: the node does not wait for it.
		const { error } = await within(5000, running);

		expect(error).toMatchObject({ context: { itemIndex: 0 } });
		expect(messageOf(error)).toMatch(/^The asset failed the review at Crun\. /);
		expect(messageOf(error)).toContain(`("fail.png"): ${MESSAGES.reviewFailed}.`);
		expectNothingCreated(sim);
	});

	it('fails its own item only, with On Error set to Continue', async () => {
		const { json } = await run(edit('={{ $json.url }}'), { items: two(), continueOnFail: true });
		expect(json).toMatchObject([
			{ error: expect.stringContaining(MESSAGES.reviewFailed) as string },
			{ status: 'pending' },
		]);
		expect(sim.ledger.created).toHaveLength(1);
	});

	it.each<[string, () => void]>([
		['the timeout', () => undefined],
		[
			'Crun’s refusal to register',
			() => sim.faults.add({ endpoint: 'asset-upload', kind: 'status', status: 422 }),
		],
	])('is no different from %s: nothing is created', async (_, prepare) => {
		sim.settings.assetReviewMs = 'manual';
		prepare();
		const { error } = await run(edit(PHOTO_URL, registering({ timeoutMinutes: 0.01 })));
		expect(messageOf(error)).toMatch(/^(The review of the asset did not|Crun refused to register)/);
		expectNothingCreated(sim);
	});

	it('is not waited for once the execution is stopped, and nothing is created', async () => {
		sim.settings.assetReviewMs = 'manual';
		const stop = new AbortController();
		const running = run(edit(PHOTO_URL), { signal: stop.signal });
		await waitForAssets(sim);
		await sleep(100);
		stop.abort();
		const { error } = await within(1000, running);
		expect(messageOf(error)).toMatch(/^The execution was stopped while it waited for a review\./);
		expectNothingCreated(sim);
	});
});

describe('A retry', () => {
	const retry = async (
		parameters: INodeParameters,
		first: { runData: ExecuteOptions['runData'] },
		executionId = '78',
		items?: INodeExecutionData[],
	) =>
		await run(parameters, {
			runData: deepCopy(first.runData),
			executionId,
			mode: 'retry',
			...(items ? { items } : {}),
		});

	it('does not register the same file again', async () => {
		sim.faults.add({ endpoint: 'CreateTask', kind: 'status', status: 402, times: 1 });
		const items = [await itemWithFiles({ photo: {} })];
		const parameters = edit(PHOTO_URL, registering({}, filesFromBinary(['image_urls', 'photo'])));
		const first = await run(parameters, { items });
		expect(messageOf(first.error)).toContain('credits');
		const second = await retry(parameters, first, '78', items);

		expect(second.error).toBeUndefined();
		expect(sim.registered).toHaveLength(2);
		expect(sim.uploads).toHaveLength(1);
		const urls = [PHOTO_URL, sim.uploads[0]?.url].map(
			(url) => `asset://${sim.registered.find(({ asset_url }) => asset_url === url)?.AssetId}`,
		);
		expect(inputs()).toMatchObject([{ image_urls: urls }]);
	});

	it('registers a file once, even if an expression returns a newly signed URL each time', async () => {
		sim.faults.add({ endpoint: 'CreateTask', kind: 'status', status: 402, times: 1 });
		const parameters = edit('={{ "https://example.com/a.png?t=" + Math.random() }}');
		const second = await retry(parameters, await run(parameters));
		expect(second.error).toBeUndefined();
		expect(sim.registered).toHaveLength(1);
		expect(inputs()).toMatchObject([{ image_urls: assetUrls() }]);
	});

	it('of the same execution does not register a file again whose review has failed', async () => {
		const parameters = edit('https://example.com/fail.png');
		const first = await run(parameters);
		const second = await retry(parameters, first, '77');
		expect(messageOf(second.error)).toBe(messageOf(first.error));
		expect(sim.registered).toHaveLength(1);
	});

	it('by the user registers a file again whose review has failed, or that Crun has lost', async () => {
		const parameters = edit('https://example.com/fail.png');
		const first = await run(parameters);
		sim.settings.assetReviewMs = 'manual';
		const running = retry(parameters, first);
		await waitForAssets(sim, 2);
		sim.assets.finish(sim.registered[1]?.AssetId ?? '', 'Failed');
		const second = await running;
		expect(second.error).toBeDefined();
		sim.assets.clear();
		sim.settings.assetReviewMs = 20;
		await retry(parameters, second, '79');
		expect(sim.registered).toHaveLength(3);
		expectNothingCreated(sim);
	});

	it('resumes a review that was not finished', async () => {
		sim.settings.assetReviewMs = 'manual';
		const parameters = edit(PHOTO_URL, registering({ timeoutMinutes: 0.01 }));
		const first = await run(parameters);
		expect(messageOf(first.error)).toContain('did not finish in time');
		sim.assets.finish(sim.registered[0]?.AssetId ?? '', 'Active');
		expect((await retry(parameters, first)).error).toBeUndefined();
		expect(sim.registered).toHaveLength(1);
		expect(inputs()).toMatchObject([{ image_urls: assetUrls() }]);
	});

	it.each(['resetAfter', 'html', 'cutJson'] as const)(
		'registers again where the answer was lost, and never by itself (%s)',
		async (kind) => {
			sim.faults.add({ endpoint: 'asset-upload', kind, times: 1, processed: true });
			const parameters = edit(PHOTO_URL);
			const first = await run(parameters);
			expect(messageOf(first.error)).toMatch(
				/^Could not register the asset\. .*run this item again/,
			);
			expect(sim.requestsTo('asset-upload')).toHaveLength(1);
			expect((await retry(parameters, first)).error).toBeUndefined();
			expect(sim.requestsTo('asset-upload')).toHaveLength(2);
		},
	);

	it('registers nothing for a task that exists, and resumes it', async () => {
		const parameters = edit(PHOTO_URL);
		const first = await run(parameters);
		sim.assets.clear();
		const second = await retry(parameters, first);
		expect(second.error).toBeUndefined();
		expect(second.json).toMatchObject([{ task_id: first.json[0]?.task_id }]);
		expect(sim.registered).toHaveLength(1);
		expect(inputs()).toHaveLength(1);
	});

	it('creates a new task from the same assets where the task has failed', async () => {
		const parameters = edit(PHOTO_URL);
		const first = await run(parameters);
		expect(first.error).toBeUndefined();
		sim.tasks.finish(sim.ledger.created[0]?.task_id ?? '', 'failed');
		expect((await retry(parameters, first)).error).toBeUndefined();
		expect(sim.registered).toHaveLength(1);
		expect(inputs()).toMatchObject([{ image_urls: assetUrls() }, { image_urls: assetUrls() }]);
	});
});

it('an asset that is not active yet is refused by Crun, and nothing is paid', async () => {
	const { error } = await run(edit(`asset://${existingAsset(sim)}`, {}));
	expect(messageOf(error)).toMatch(/^Crun refused to create the task\. .*active asset/);
	expect(sim.ledger.created).toEqual([]);
});
