import type { INodeParameters } from 'n8n-workflow';
import {
	BATTLE_ID,
	createByteDance,
	createVidu,
	executeNode,
	getTask,
	locator,
	messageOf,
	PHOTO_URL,
	useSimulator,
} from '../support';

const sim = useSimulator({ taskTimings: 'manual' });

const base64 = 'iVBORw0KGgo'.repeat(20);
const fromItem = '={{ $json.value }}';

/**
 * The invalid input, the parameters (which take the value from the item), a valid value, an invalid one, the
 * error.
 */
const cases: Array<[string, INodeParameters, unknown, unknown, RegExp]> = [
	[
		'no template',
		createByteDance({ templateId: locator(fromItem) }),
		BATTLE_ID,
		'',
		/^Template is empty\. Pick a template from the list/,
	],
	[
		'a template of spaces',
		createByteDance({ templateId: locator(fromItem) }),
		BATTLE_ID,
		'  ',
		/^Template is empty\. Pick a template from the list/,
	],
	[
		'an unknown template',
		createByteDance({ templateId: locator(fromItem) }),
		BATTLE_ID,
		'31415926',
		/^Crun has no such ByteDance template\. .*"31415926".*Template > Get Many/,
	],
	[
		'an unknown Vidu template',
		createVidu({ templateId: locator(fromItem) }),
		'Easter_cute_pets',
		BATTLE_ID,
		/^Crun has no such Vidu template\. .*"104909826"/,
	],
	[
		'no image',
		createByteDance({ imageUrls: fromItem }),
		PHOTO_URL,
		'',
		/^No image was provided\. .*Image URLs/,
	],
	[
		'null as an image',
		createByteDance({ imageUrls: fromItem }),
		PHOTO_URL,
		null,
		/^No image was provided\. .*Image URLs/,
	],
	[
		'an empty list of images',
		createByteDance({ imageUrls: fromItem }),
		PHOTO_URL,
		[],
		/^No image was provided\. .*Image URLs/,
	],
	[
		'a file path',
		createByteDance({ imageUrls: fromItem }),
		PHOTO_URL,
		'/home/me/photo.png',
		/^The image URL is not valid\. .*local file path.*http/,
	],
	[
		'a Windows path',
		createByteDance({ imageUrls: fromItem }),
		PHOTO_URL,
		'C:\\me\\photo.png',
		/^The image URL is not valid\. .*local file path.*http/,
	],
	['Base64 data', createByteDance({ imageUrls: fromItem }), PHOTO_URL, base64, /Base64 data.*http/],
	[
		'a data URI',
		createByteDance({ imageUrls: fromItem }),
		PHOTO_URL,
		`data:image/png;base64,${base64}`,
		/data URI.*http/,
	],
	[
		'an FTP URL',
		createByteDance({ imageUrls: fromItem }),
		PHOTO_URL,
		'ftp://example.com/photo.png',
		/scheme "ftp".*http/,
	],
	[
		'a URL without a host',
		createByteDance({ imageUrls: fromItem }),
		PHOTO_URL,
		'https://',
		/malformed URL.*http/,
	],
	[
		'a URL without a scheme',
		createByteDance({ imageUrls: fromItem }),
		PHOTO_URL,
		'example.com/photo.png',
		/"example\.com\/photo\.png" in Image URLs is not an http\(s\) URL/,
	],
	[
		'a number as an image',
		createByteDance({ imageUrls: fromItem }),
		PHOTO_URL,
		[7],
		/Image URLs must be .*list of strings, but one entry is a number/,
	],
	[
		'an object as an image',
		createByteDance({ imageUrls: fromItem }),
		PHOTO_URL,
		{ url: PHOTO_URL },
		/Image URLs must be a string or a list of strings, not an object/,
	],
	[
		'one invalid image of two',
		createByteDance({ imageUrls: fromItem }),
		PHOTO_URL,
		[PHOTO_URL, 'photo.png'],
		/"photo.png"/,
	],
	[
		'too many images',
		createByteDance({ imageUrls: fromItem }),
		PHOTO_URL,
		[PHOTO_URL, PHOTO_URL],
		/^The template takes a different number of images\. .*takes 1 image, but 2/,
	],
	[
		'too many Vidu images',
		createVidu({ imageUrls: fromItem }),
		PHOTO_URL,
		[PHOTO_URL, PHOTO_URL],
		/^The template takes a different number of images\. .*takes 1 image, but 2/,
	],
	[
		'a resolution that the template does not offer',
		createByteDance({ resolution: fromItem }),
		'720p',
		'4k',
		/^The template does not offer this resolution\. "4k".*480p · 166\.5 credits, 720p/,
	],
	[
		'no resolution',
		createByteDance({ resolution: fromItem }),
		'720p',
		'',
		/^No resolution is selected\. .*480p/,
	],
	[
		'no trigger URL',
		createByteDance({ notify: 'trigger', triggerUrl: fromItem }),
		'https://n8n.example.com/webhook/x',
		'',
		/Trigger URL/,
	],
	[
		'a relative trigger URL',
		createByteDance({ notify: 'trigger', triggerUrl: fromItem }),
		'https://n8n.example.com/webhook/x',
		'/webhook/x',
		/Trigger URL.*"\/webhook\/x"/,
	],
	[
		'no callback URL',
		createByteDance({ notify: 'url', callbackUrl: fromItem }),
		'https://example.com/cb',
		'',
		/Callback URL/,
	],
	[
		'an FTP callback URL',
		createByteDance({ notify: 'url', callbackUrl: fromItem }),
		'https://example.com/cb',
		'ftp://example.com',
		/Callback URL.*"ftp:/,
	],
	[
		'an unknown value of Notify',
		createByteDance({ notify: fromItem }),
		'none',
		'pigeon',
		/Notify.*"pigeon"/,
	],
];

describe.each(cases)('An item with %s', (_what, parameters, good, bad, words) => {
	const items = [good, bad, good].map((value) => ({ json: { value: value as string } }));

	it('fails and creates nothing', async () => {
		const { error, items: out } = await executeNode({ sim, parameters, items: items.slice(1, 2) });
		expect(messageOf(error)).toMatch(words);
		expect(messageOf(error)).not.toContain('\n');
		expect(out).toEqual([]);
		expect(sim.requestsTo('CreateTask')).toHaveLength(0);
	});

	it('stops the node before anything is created for other items, and the error names it', async () => {
		const { error } = await executeNode({ sim, parameters, items });
		expect(messageOf(error)).toMatch(words);
		expect(error).toMatchObject({ context: { itemIndex: 1 } });
		expect(sim.requestsTo('CreateTask')).toHaveLength(0);
	});

	it('does not affect the other items when the node continues on fail', async () => {
		const { error, items: out } = await executeNode({
			sim,
			parameters,
			items,
			continueOnFail: true,
		});
		expect(error).toBeUndefined();
		expect(out.map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 0 },
			{ item: 1 },
			{ item: 2 },
		]);
		expect(sim.ledger.created).toHaveLength(2);
		const created = sim.ledger.created.map(({ task_id }) => task_id).sort();
		expect([out[0]?.json.task_id, out[2]?.json.task_id].sort()).toEqual(created);
		expect(out[1]?.json.error).toMatch(words);
		expect(out[1]?.json).not.toHaveProperty('task_id');
	});
});

describe.each(['', '  ', null])('The task ID %p', (bad) => {
	it('is rejected before a request is sent, and other items continue', async () => {
		const task = sim.tasks.create({
			model: 'bytedance/template',
			input: {},
			callback_url: null,
			credits: 1,
		});
		const items = [task.task_id, bad].map((value) => ({ json: { value } }));
		const { items: out } = await executeNode({
			sim,
			parameters: getTask(fromItem),
			items,
			continueOnFail: true,
		});
		expect(out.map(({ json }) => json)).toMatchObject([
			{ task_id: task.task_id },
			{ error: expect.stringMatching(/^Task ID is empty\. Use the task_id/) as string },
		]);
		expect(sim.requests).toHaveLength(1);
	});
});

it('a credential without a key fails every item, and nothing is sent', async () => {
	const { items } = await executeNode({
		sim,
		parameters: createByteDance(),
		items: [{ json: {} }, { json: {} }],
		continueOnFail: true,
		credential: { apiKey: ' ' },
	});
	expect(items.map(({ json, pairedItem }) => [json.error, pairedItem])).toEqual([
		[
			expect.stringMatching(/^The Crun API credential has no API key\. Open the credential/),
			{ item: 0 },
		],
		[
			expect.stringMatching(/^The Crun API credential has no API key\. Open the credential/),
			{ item: 1 },
		],
	]);
	expect(sim.requests).toHaveLength(0);
});
