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

/** What is wrong, the parameters (the bad value comes from the item), a good value, the bad one, what the error says. */
const cases: Array<[string, INodeParameters, unknown, unknown, RegExp]> = [
	[
		'no template',
		createByteDance({ templateId: locator(fromItem) }),
		BATTLE_ID,
		'',
		/No template is chosen/,
	],
	[
		'a blank template',
		createByteDance({ templateId: locator(fromItem) }),
		BATTLE_ID,
		'  ',
		/No template is chosen/,
	],
	[
		'an unknown template',
		createByteDance({ templateId: locator(fromItem) }),
		BATTLE_ID,
		'31415926',
		/no ByteDance template.*"31415926"/,
	],
	[
		'an unknown Vidu template',
		createVidu({ templateId: locator(fromItem) }),
		'Easter_cute_pets',
		BATTLE_ID,
		/no Vidu template/,
	],
	['no image', createByteDance({ imageUrls: fromItem }), PHOTO_URL, '', /No image/],
	['null for an image', createByteDance({ imageUrls: fromItem }), PHOTO_URL, null, /No image/],
	['an empty list of images', createByteDance({ imageUrls: fromItem }), PHOTO_URL, [], /No image/],
	[
		'a path',
		createByteDance({ imageUrls: fromItem }),
		PHOTO_URL,
		'/home/me/photo.png',
		/path.*http/,
	],
	[
		'a Windows path',
		createByteDance({ imageUrls: fromItem }),
		PHOTO_URL,
		'C:\\me\\photo.png',
		/path.*http/,
	],
	['base64', createByteDance({ imageUrls: fromItem }), PHOTO_URL, base64, /base64.*http/],
	[
		'a data URI',
		createByteDance({ imageUrls: fromItem }),
		PHOTO_URL,
		`data:image/png;base64,${base64}`,
		/data URI.*http/,
	],
	[
		'ftp',
		createByteDance({ imageUrls: fromItem }),
		PHOTO_URL,
		'ftp://example.com/photo.png',
		/ftp.*http/,
	],
	[
		'an address without a host',
		createByteDance({ imageUrls: fromItem }),
		PHOTO_URL,
		'https://',
		/http/,
	],
	[
		'a bare host',
		createByteDance({ imageUrls: fromItem }),
		PHOTO_URL,
		'example.com/photo.png',
		/http/,
	],
	[
		'a number for an image',
		createByteDance({ imageUrls: fromItem }),
		PHOTO_URL,
		[7],
		/list of texts/,
	],
	[
		'an object for an image',
		createByteDance({ imageUrls: fromItem }),
		PHOTO_URL,
		{ url: PHOTO_URL },
		/text or a list/,
	],
	[
		'one bad image of two',
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
		/takes 1 image, but 2/,
	],
	[
		'too many Vidu images',
		createVidu({ imageUrls: fromItem }),
		PHOTO_URL,
		[PHOTO_URL, PHOTO_URL],
		/takes 1 image, but 2/,
	],
	[
		'a resolution it does not offer',
		createByteDance({ resolution: fromItem }),
		'720p',
		'4k',
		/"4k".*480p · 166\.5 credits, 720p/,
	],
	['no resolution', createByteDance({ resolution: fromItem }), '720p', '', /No resolution.*480p/],
	[
		'no trigger URL',
		createByteDance({ notify: 'trigger', triggerUrl: fromItem }),
		'https://n8n.example.com/webhook/x',
		'',
		/Trigger URL/,
	],
	[
		'a trigger URL that is none',
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
		'a callback URL that is none',
		createByteDance({ notify: 'url', callbackUrl: fromItem }),
		'https://example.com/cb',
		'ftp://example.com',
		/Callback URL.*"ftp:/,
	],
	[
		'a choice nobody offers',
		createByteDance({ notify: fromItem }),
		'none',
		'pigeon',
		/Notify.*"pigeon"/,
	],
];

describe.each(cases)('%s', (_what, parameters, good, bad, words) => {
	const items = [good, bad, good].map((value) => ({ json: { value: value as string } }));

	it('alone: nothing is created', async () => {
		const { error, items: out } = await executeNode({ sim, parameters, items: items.slice(1, 2) });
		expect(messageOf(error)).toMatch(words);
		expect(messageOf(error)).not.toContain('\n');
		expect(out).toEqual([]);
		expect(sim.requestsTo('CreateTask')).toHaveLength(0);
	});

	it('among others: nothing is created without continue on fail, and the error names the item', async () => {
		const { error } = await executeNode({ sim, parameters, items });
		expect(messageOf(error)).toMatch(words);
		expect(error).toMatchObject({ context: { itemIndex: 1 } });
		expect(sim.requestsTo('CreateTask')).toHaveLength(0);
	});

	it('among others, with continue on fail: they go on, in order', async () => {
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

describe.each(['', '  ', null])('the task id %p', (bad) => {
	it('is refused before anything is asked; other items go on', async () => {
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
			{ error: expect.stringMatching(/task ID is empty/) as string },
		]);
		expect(sim.requests).toHaveLength(1);
	});
});

it('a credential without a key is every item’s error, and nothing is sent', async () => {
	const { items } = await executeNode({
		sim,
		parameters: createByteDance(),
		items: [{ json: {} }, { json: {} }],
		continueOnFail: true,
		credential: { apiKey: ' ' },
	});
	expect(items.map(({ json, pairedItem }) => [json.error, pairedItem])).toEqual([
		[expect.stringMatching(/no API key/), { item: 0 }],
		[expect.stringMatching(/no API key/), { item: 1 }],
	]);
	expect(sim.requests).toHaveLength(0);
});
