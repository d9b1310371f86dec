import type { IDataObject, INodeParameters } from 'n8n-workflow';
import {
	activate,
	createByteDance,
	createFromModel,
	downloadFiles,
	everythingIn,
	executeNode,
	existingTask,
	finishedTask,
	getTask,
	messageOf,
	recordLogs,
	testCredential,
	useSimulator,
} from '../support';

const sim = useSimulator({ taskTimings: 'manual' });
afterEach(() => jest.restoreAllMocks());

const PASSWORD = 'hunter2-hunter2';
const SECRET = 'c2VjcmV0LW9mLXRoZS1xdWVyeQ';

/** The query parameters with which storage hosts and APIs grant access. */
const QUERY = [
	'X-Amz-Signature',
	'X-Amz-Credential',
	'X-Amz-Security-Token',
	'X-Goog-Signature',
	'Signature',
	'Key-Pair-Id',
	'token',
	'access_token',
	'sig',
	'key',
]
	.map((name) => `${name}=${SECRET}`)
	.join('&');

function expectNoSecretIn(...values: unknown[]): void {
	const text = values.map(everythingIn).join('\n');
	expect(text.length).toBeGreaterThan(20);
	expect(text).not.toContain(PASSWORD);
	expect(text).not.toContain(SECRET);
}

/** Runs the node twice, also with Continue On Fail. @returns what the user sees of the error */
async function failure(parameters: INodeParameters, json: IDataObject = {}): Promise<string> {
	const logs = recordLogs();
	const options = { sim, parameters, items: [{ json }] };
	const thrown = await executeNode(options);
	const continued = await executeNode({ ...options, continueOnFail: true });
	expect(continued.items).toHaveLength(1);
	expectNoSecretIn(
		thrown.error,
		continued.items.map(({ json, error }) => [json, error]),
		logs,
	);
	return messageOf(thrown.error);
}

describe('The error for an invalid URL', () => {
	const INVALID = [
		`htps://user:${PASSWORD}@host.example/photo.png`,
		`htps:///user:${PASSWORD}@host.example/photo.png`,
		`http://user:${PASSWORD}@host.example:port/photo.png`,
		`http://user:a/${PASSWORD}@host.example/photo.png`,
		`http://user:a?${PASSWORD}@host.example/photo.png`,
		`http:user:${PASSWORD}@host.example/photo.png`,
		`http:\\\\user:${PASSWORD}@host.example/photo.png`,
		`user:${PASSWORD}@host.example/photo.png`,
		`ftp://host.example/photo.png?token=${SECRET}`,
		`host.example/photo.png?token=${SECRET}`,
		`htps://host.example/photo.png#access_token=${SECRET}`,
	];
	const url = '={{ $json.url }}'; // the parameters themselves are in every error of n8n's
	const FIELDS: Array<[string, INodeParameters]> = [
		['Image URLs', createByteDance({ imageUrls: url })],
		['Trigger URL', createByteDance({ notify: 'trigger', triggerUrl: url })],
		['Callback URL', createByteDance({ notify: 'url', callbackUrl: url })],
		['Image', createFromModel('recraft/remove-background', { image: url })],
	];

	describe.each(FIELDS)('in %s', (field, parameters) => {
		it.each(INVALID)('shows no password and no query: %s', async (invalid) => {
			const message = await failure(parameters, { url: invalid });
			expect(message).toContain(field);
			expect(message).toContain('host.example');
		});
	});
});

describe('The error for a file that cannot be downloaded', () => {
	const taskWithUrl = (url: string) => {
		const id = existingTask(sim);
		const result = { code: 200, message: 'success', media_urls: [url] };
		return sim.tasks.finish(id, 'success', { result }).task_id;
	};

	it.each([
		`http://user:${PASSWORD}@cdn.example/clip.mp4`,
		`htps://user:${PASSWORD}@cdn.example/clip.mp4`,
		`http://10.0.0.1/cdn.example/clip.mp4?${QUERY}`,
		`ftp://cdn.example/clip.mp4?a=1&token=${SECRET}`,
	])('shows no password and no query of its URL: %s', async (url) => {
		expect(await failure(downloadFiles(taskWithUrl(url)))).toContain('cdn.example/clip.mp4');
	});

	it.each([
		`http://user:${PASSWORD}@cdn.example/clip.mp4`,
		`http://10.0.0.1/cdn.example/clip.mp4?${QUERY}`,
	])('shows no password and no query of the URL it redirects to: %s', async (redirectTo) => {
		const message = await failure(downloadFiles(finishedTask(sim, { redirectTo })));
		expect(message).toContain('cdn.example/clip.mp4');
	});
});

it.each([
	`https://cdn.example/photo.png?a=1&${QUERY}`,
	`https://user:${PASSWORD}@cdn.example/photo.png`,
])(
	'the error for a failed task shows no password and no query of a URL in its reason: %s',
	async (url) => {
		const { task_id: id } = sim.tasks.finish(existingTask(sim), 'failed', {
			result: { code: 501, message: `Could not load ${url}: HTTP 403` },
		});
		expect(await failure(downloadFiles(id))).toMatch(/Could not load .*cdn\.example.*HTTP 403/);
		const wait = { resource: 'task', operation: 'wait', taskId: id };
		expect(await failure(wait)).toMatch(/Could not load .*cdn\.example.*HTTP 403/);
		const { json } = await executeNode({ sim, parameters: getTask(id) });
		expect(json[0]?.error).toMatchObject({ code: 501 });
		expectNoSecretIn(json);
	},
);

describe('The URL of a result file', () => {
	it.each([
		`https://cdn.example/clip.mp4?a=1&${QUERY}`,
		`https://cdn.example/clip.mp4?signature=${SECRET}`,
		`https://cdn.example/clips/7?signature=${SECRET}&expires=1`,
	])('stays usable in the output: %s', async (url) => {
		const id = existingTask(sim);
		sim.tasks.finish(id, 'success', { result: { code: 200, message: '', media_urls: [url] } });
		const simple = await executeNode({ sim, parameters: getTask(id) });
		expect(simple.json).toMatchObject([{ media_urls: [url], video_url: url }]);
		const raw = await executeNode({ sim, parameters: getTask(id, { simplify: false }) });
		expect(raw.json).toMatchObject([{ result: { media_urls: [url] } }]);
	});
});

describe('A credential whose base URL holds a secret', () => {
	const BASE_URLS = [
		['the API key', () => sim.apiKey],
		['another API key', () => 'ak_another0123456789abcdef'],
		['the API key without a scheme', () => `api.crun.ai/${sim.apiKey}`],
		['a password', () => `htps://user:${PASSWORD}@api.crun.ai`],
		['a token', () => `api.crun.ai?token=${SECRET}`],
	] as const;

	it.each(BASE_URLS)('shows nothing of it: %s', async (_what, baseUrl) => {
		const logs = recordLogs();
		const credential = { baseUrl: baseUrl() };
		const parameters = { resource: 'account', operation: 'getBalance' };
		const seen = [
			await testCredential({ sim, credential }),
			(await executeNode({ sim, credential, parameters })).error,
			(await executeNode({ sim, credential, parameters, continueOnFail: true })).items,
			await activate({ sim, credential }).catch((error: unknown) => error),
		];
		expect(seen.map((one) => everythingIn(one))).toEqual(
			Array(4).fill(expect.stringContaining('base URL in the Crun API credential')),
		);
		expectNoSecretIn(seen, logs);
		expect(everythingIn([seen, logs])).not.toContain(sim.apiKey);
		expect(everythingIn([seen, logs])).not.toContain('ak_another');
	});
});
