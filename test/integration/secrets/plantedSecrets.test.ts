import fc from 'fast-check';
import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';
import {
	BATTLE_GAME,
	VINTAGE_MOMENT_OF_MOM,
	type EndpointName,
	type MediaFile,
} from '../../../dev/simulator';
import { signCallbackUrl } from '../../../nodes/Crun/crun/callback';
import {
	activate,
	callWebhook,
	createByteDance,
	createFromModel,
	downloadFiles,
	everythingIn,
	executeNode,
	existingTask,
	getModelFields,
	getTask,
	itemWithFiles,
	KISS,
	listSearch,
	loadOptions,
	recordLogs,
	testCredential,
	uploadFile,
	useBinaryDataMode,
	useSimulator,
} from '../support';
import { KEY_FORMS } from './keyForms';

/**
 * Secrets are planted in any field of any answer of Crun's, in its headers, and in the credential. None of them shows
 * in an output, an error, a log or the metadata of binary data. To repeat a run:
 * PROPERTY_SEED=<seed> npx jest --selectProjects integration secrets/plantedSecrets
 */
const RUNS = Number(process.env.PROPERTY_RUNS ?? 30);
const SEED = Number(process.env.PROPERTY_SEED ?? Math.floor(Math.random() * 2 ** 31));
const MS_PER_RUN = 3000;

const sim = useSimulator({ taskTimings: 'manual', apiKey: 'ak_Pla/nt+ed=&0123456789abcdef' });
beforeAll(async () => {
	await useBinaryDataMode('filesystem');
	process.stdout.write(`Seed ${SEED}, ${RUNS} runs\n`);
});
afterEach(() => jest.restoreAllMocks());

const OURS = 'PD8QKnDn501rc23344-J6J_mAorLpuIByhEUy5ASfW4';
const PASSWORD = 'hunter2-hunter2';
const TRIGGER = 'http://localhost/webhook/d0c5bd4e-4e6b-4b8a-9f3b-hook/webhook';
const GRANT = 'c2VjcmV0LW9mLXRoZS1xdWVyeQ';

/** Texts with a secret in them. A refused URL must not be requested, so all hosts are private ones. */
const planted = fc.oneof(
	fc
		.tuple(
			fc.constantFrom('', 'Refused: ', 'http://10.0.0.1/clip.mp4?key=', 'http://10.0.0.1/'),
			fc.constantFrom(...KEY_FORMS),
			fc.constantFrom('', ' (401)', '/clip.mp4', '&a=1'),
		)
		.map(([before, [, encode], after]) => `${before}${encode(sim.apiKey)}${after}`),
	fc
		.constantFrom<(url: string) => string>(
			(url) => url,
			(url) => `posted to ${url} twice`,
			encodeURIComponent,
			(url) => encodeURIComponent(encodeURIComponent(url)),
			(url) => JSON.stringify({ url }).replace(/&/g, '\\u0026'),
			(url) => url.replace(/&/g, '&amp;'),
		)
		.map((change) => change(`http://10.0.0.1/webhook?crun_ts=1&crun_sig=${OURS}&a=1`)),
);

/** Texts that may stay in the output, where a URL has to stay usable, but not in errors and logs. */
const credentialUrls = fc.constantFrom(
	`http://user:${PASSWORD}@10.0.0.1/clip.mp4`,
	`htps://user:${PASSWORD}@host.example/clip.mp4`,
	`http://10.0.0.1/clip.mp4?X-Amz-Credential=${GRANT}&X-Amz-Signature=${GRANT}`,
	`http://10.0.0.1/clip?token=${GRANT}`,
	`Could not load https://user:${PASSWORD}@host.example/clip.mp4?sig=${GRANT}.`,
);

/** How many texts there are in an answer. */
function countTexts(value: unknown): number {
	if (typeof value === 'string') return 1;
	if (typeof value !== 'object' || value === null) return 0;
	return Object.values(value).reduce<number>((sum, one) => sum + countTexts(one), 0);
}

/** A copy of an answer with this text in place of the one at this position. */
function plant(value: unknown, text: string, at: number): unknown {
	let left = at;
	const copy = (one: unknown): unknown => {
		if (typeof one === 'string') return left-- === 0 ? text : one;
		if (Array.isArray(one)) return one.map(copy);
		if (typeof one !== 'object' || one === null) return one;
		return Object.fromEntries(Object.entries(one).map(([name, inner]) => [name, copy(inner)]));
	};
	return copy(value);
}

/** What a user can see of a run: errors, and the output of items that did not fail. */
interface Seen {
	errors: unknown[];
	output: unknown[];
}

/** An endpoint, what it returns, and what calls it. */
interface Scenario {
	endpoint: EndpointName;
	data: () => unknown;
	run: () => Promise<Seen>;
}

/** Runs the node with On Error at its default, and with Continue On Fail. */
const runNode = async (
	parameters: INodeParameters,
	items?: INodeExecutionData[],
): Promise<Seen> => {
	const options = { sim, parameters, ...(items ? { items } : {}) };
	const thrown = await executeNode(options);
	const continued = await executeNode({ ...options, continueOnFail: true });
	const failed = continued.items.filter(({ json }) => typeof json.error === 'string');
	return {
		errors: [thrown.error, failed],
		output: [thrown.items, continued.items, continued.runData],
	};
};

const inEditor = async (call: () => Promise<unknown>): Promise<Seen> =>
	await call().then(
		(output) => ({ errors: [], output: [output] }),
		(error: unknown) => ({ errors: [error], output: [] }),
	);

const finished = (status: 'success' | 'failed') => () => ({
	...sim.tasks.finish(existingTask(sim), status),
	task_id: ID,
	note: 'more',
});
const ID = 'd6956973-2f17-43d4-8514-af6cc3a2f55d';
const waitFor = (options: INodeParameters): INodeParameters => ({
	resource: 'task',
	operation: 'wait',
	taskId: ID,
	options: { pollIntervalSeconds: 0.2, timeoutMinutes: 0.01, ...options },
});
const templates = (platform: string, simplify: boolean): INodeParameters => ({
	resource: 'template',
	operation: 'getMany',
	platform,
	simplify,
});
const template = () => ({ total: 1, templates: [{ ...BATTLE_GAME, more: 'text' }] });
const model = () => ({ ...sim.models.find((one) => one.model === VEO) });
const VEO = 'google/veo-3';
const notify = { notify: 'trigger', triggerUrl: 'https://n8n.example.com/webhook/abc/webhook' };
const balance: INodeParameters = { resource: 'account', operation: 'getBalance' };

const SCENARIOS: Record<string, Scenario> = {
	'Task > Get': {
		endpoint: 'TaskInfo',
		data: finished('success'),
		run: async () => await runNode(getTask(ID)),
	},
	'Task > Get, raw': {
		endpoint: 'TaskInfo',
		data: finished('failed'),
		run: async () => await runNode(getTask(ID, { simplify: false })),
	},
	'Task > Wait': {
		endpoint: 'TaskInfo',
		data: finished('failed'),
		run: async () => await runNode(waitFor({})),
	},
	'Task > Download': {
		endpoint: 'TaskInfo',
		data: finished('success'),
		run: async () => await runNode(downloadFiles(ID)),
	},
	'Task > Download of a failed task': {
		endpoint: 'TaskInfo',
		data: finished('failed'),
		run: async () => await runNode(downloadFiles(ID)),
	},
	'Crun Trigger': {
		endpoint: 'TaskInfo',
		data: finished('success'),
		run: async () =>
			await inEditor(
				async () =>
					await callWebhook({
						sim,
						node: 'crunTrigger',
						url: signCallbackUrl(TRIGGER, sim.apiKey, Date.now() / 1000),
						body: { task_id: ID, status: 'success' },
						mode: 'manual',
						parameters: { simplify: false },
					}),
			),
	},
	'the creation of a task': {
		endpoint: 'CreateTask',
		data: () => ({ task_id: ID, note: 'more' }),
		run: async () => await runNode(createByteDance({ ...notify, simplify: false })),
	},
	'the price of a task': {
		endpoint: 'EstimateTask',
		data: () => ({ estimated_credits: '7', note: 'more' }),
		run: async () =>
			await runNode(createFromModel(VEO, { prompt: 'x' }, { options: { dryRun: true } })),
	},
	'the template of a task': {
		endpoint: 'bytedance-templates',
		data: template,
		run: async () => await runNode(createByteDance({ resolution: '8k' })),
	},
	'the model of a task': {
		endpoint: 'Model',
		data: model,
		run: async () =>
			await runNode(createFromModel(VEO, { prompt: 'x', aspect_ratio: 'odd', seed: 'odd' })),
	},
	'Template > Get Many of ByteDance': {
		endpoint: 'bytedance-templates',
		data: template,
		run: async () => await runNode(templates('bytedance', true)),
	},
	'Template > Get Many of Vidu, raw': {
		endpoint: 'vidu-templates',
		data: () => ({ total: 1, templates: [VINTAGE_MOMENT_OF_MOM] }),
		run: async () => await runNode(templates('vidu', false)),
	},
	'Template > Get Many of Kling': {
		endpoint: 'kling-templates',
		data: () => ({ total: 1, templates: [KISS] }),
		run: async () => await runNode(templates('kling', true)),
	},
	'File > Upload': {
		endpoint: 'upload-url',
		data: () => ({
			presigned_url: 'http://10.0.0.1/put?signature=x',
			file_url: 'https://storage.example/photo.png',
		}),
		run: async () => await runNode(uploadFile(), [await itemWithFiles({ data: {} })]),
	},
	'Account > Get Balance': {
		endpoint: 'balance',
		data: () => ({ balance: '7', note: 'more' }),
		run: async () => await runNode(balance),
	},
	'the test of the credential': {
		endpoint: 'balance',
		data: () => ({ balance: '7' }),
		run: async () => {
			const { status, message } = await testCredential({ sim });
			return { errors: [status, message], output: [] };
		},
	},
	'the activation of a trigger': {
		endpoint: 'balance',
		data: () => ({ balance: '7' }),
		run: async () => await inEditor(async () => await activate({ sim })),
	},
	'the list of models': {
		endpoint: 'Models',
		data: () => ({ total: 1, models: [model()] }),
		run: async () => await inEditor(async () => await listSearch('searchModels', { sim })),
	},
	'the form of a model': {
		endpoint: 'Model',
		data: model,
		run: async () => await inEditor(async () => await getModelFields(VEO, { sim })),
	},
	'the resolutions of a template': {
		endpoint: 'bytedance-templates',
		data: template,
		run: async () =>
			await inEditor(
				async () => await loadOptions('getResolutions', { sim, parameters: createByteDance() }),
			),
	},
};

/** An answer of Crun with the text in it. */
function answerWith(
	kind: (typeof KINDS)[number],
	{ data, text, at }: { data: unknown; text: string; at: number },
) {
	const message = `Refused: ${text}`;
	const said = { message, errors: [text] };
	const soon = { 'retry-after': '0', 'x-echo': text, location: text };
	switch (kind) {
		case 'ok':
			return {
				body: { code: 200, message: text, data: plant(data, text, at % countTexts(data)) },
				headers: soon,
			};
		case 'refused':
			return {
				status: 422,
				body: { code: 422, ...said },
				headers: { ...soon, 'retry-after': text },
			};
		case 'refused in an HTTP 200':
			return { body: { code: 402, ...said, data: text }, headers: soon };
		case 'transient':
			return { status: 429, body: { code: 429, ...said }, headers: soon };
		case 'unknown':
			return { status: 500, body: { code: 500, ...said }, headers: soon };
		case 'without data':
			return { body: { code: 200, message: text, data: { [text]: text } }, headers: soon };
		case 'a page':
			return { status: 502, body: `<html>${text}</html>`, headers: soon };
	}
}
const KINDS = [
	...['ok', 'ok', 'ok'],
	...['refused', 'refused in an HTTP 200', 'transient', 'unknown', 'without data', 'a page'],
] as Array<
	'ok' | 'refused' | 'refused in an HTTP 200' | 'transient' | 'unknown' | 'without data' | 'a page'
>;

function expectAbsent(secrets: string[], ...values: unknown[]): void {
	const text = values.map(everythingIn).join('\n');
	expect(
		secrets.flatMap((secret) =>
			text.includes(secret)
				? [text.slice(Math.max(0, text.indexOf(secret) - 80)).slice(0, 200)]
				: [],
		),
	).toEqual([]);
}
const keyForms = () => KEY_FORMS.map(([, encode]) => encode(sim.apiKey));

const property = async <T extends [unknown, ...unknown[]]>(
	arbitraries: { [I in keyof T]: fc.Arbitrary<T[I]> },
	check: (logs: string[], ...values: T) => Promise<void>,
) =>
	await fc.assert(
		fc.asyncProperty(...arbitraries, async (...values: T) => {
			sim.reset();
			jest.restoreAllMocks();
			await check(recordLogs(), ...values);
		}),
		{ numRuns: RUNS, seed: SEED, endOnFailure: true },
	);

const names = fc.constantFrom(...Object.keys(SCENARIOS));
const kinds = fc.constantFrom(...KINDS);
const positions = fc.nat(200);

async function runPlanted(
	name: string,
	kind: (typeof KINDS)[number],
	at: number,
	text: string,
): Promise<Seen> {
	const scenario = SCENARIOS[name];
	if (!scenario) throw new Error(`There is no scenario ${name}`);
	const answer = answerWith(kind, { data: scenario.data(), text, at });
	sim.faults.add({ endpoint: scenario.endpoint, kind: 'body', ...answer });
	return await scenario.run();
}

it(
	'the API key and our signature, planted in an answer of Crun, show nowhere',
	async () => {
		await property([names, kinds, positions, planted], async (logs, name, kind, at, text) => {
			const seen = await runPlanted(name, kind, at, text);
			expectAbsent([...keyForms(), OURS], seen, logs);
			expect(sim.leaks).toEqual([]);
		});
	},
	RUNS * MS_PER_RUN,
);

it(
	'a password or a token in a URL, planted in an answer of Crun, shows in no error and no log',
	async () => {
		await property(
			[names, kinds, positions, credentialUrls],
			async (logs, name, kind, at, text) => {
				const { errors } = await runPlanted(name, kind, at, text);
				expectAbsent([PASSWORD, GRANT], errors, logs);
			},
		);
	},
	RUNS * MS_PER_RUN,
);

it(
	'a secret planted in the answer of a storage host shows nowhere',
	async () => {
		const files = fc.constantFrom<(text: string) => MediaFile>(
			(text) => ({ type: text, body: Buffer.alloc(1000, 7) }),
			(text) => ({ headers: { 'content-disposition': `attachment; filename="${text}"` } }),
			(text) => ({ redirectTo: `http://10.0.0.1/${encodeURI(text)}` }),
			(text) => ({ redirectTo: text }),
			(text) => ({ status: 404, headers: { 'x-echo': text } }),
		);
		await property([files, planted], async (logs, fileWith, text) => {
			const id = existingTask(sim);
			sim.media.set(id, fileWith(text));
			sim.tasks.finish(id, 'success');
			expectAbsent([...keyForms(), OURS], await runNode(downloadFiles(id)), logs);
			expect(sim.leaks).toEqual([]);
		});
	},
	RUNS * MS_PER_RUN,
);

it(
	'a secret planted in the base URL of the credential shows nowhere',
	async () => {
		const baseUrls = fc
			.tuple(fc.constantFrom('', 'api.crun.ai/', 'htps://', 'URL/', 'URL?key='), planted)
			.map(([before, text]) => `${before.replace('URL', sim.url)}${text}`);
		const places = fc.oneof(
			baseUrls,
			credentialUrls.filter((text) => !text.startsWith('http://10.')),
		);
		await property([places], async (logs, baseUrl) => {
			const credential = { baseUrl: baseUrl.startsWith('http://10.') ? `x${baseUrl}` : baseUrl };
			const seen = [
				await testCredential({ sim, credential }),
				(await executeNode({ sim, credential, parameters: balance })).error,
				await inEditor(async () => await activate({ sim, credential })),
			];
			expectAbsent([...keyForms(), OURS, PASSWORD, GRANT], seen, logs);
		});
	},
	RUNS * MS_PER_RUN,
);
