import type { INodeParameters } from 'n8n-workflow';
import {
	createByteDance,
	downloadFiles,
	everythingIn,
	executeNode,
	existingTask,
	getTask,
	loadOptions,
	locator,
	messageOf,
	recordLogs,
	useMinutesBetweenTests,
	useSimulator,
} from '../support';
import { KEY_FORMS } from './keyForms';

const sim = useSimulator({ taskTimings: 'manual', apiKey: 'ak_<Se/cr+et>=&%0123456789abcdef' });
useMinutesBetweenTests();
afterEach(() => jest.restoreAllMocks());

/** Every form in which a server may repeat the key. */
const forms = () => KEY_FORMS.map(([, encode]) => encode(sim.apiKey));

function expectNoKeyIn(...values: unknown[]): void {
	const text = values.map(everythingIn).join('\n');
	expect(text.length).toBeGreaterThan(20);
	expect(forms().filter((form) => text.includes(form))).toEqual([]);
}

/** Of Base64, what other text has a part in may remain. */
const REDACTED = /Invalid header x-api-key: \w*\*\*\*\w?=* \(refused\)/;

describe.each(KEY_FORMS)('The API key %s', (_form, encode) => {
	const leak = () => `Invalid header x-api-key: ${encode(sim.apiKey)} (refused)`;

	it('is redacted in the error for a rejected request', async () => {
		sim.faults.add({ endpoint: 'TaskInfo', kind: 'status', status: 401, message: leak() });
		const { error } = await executeNode({ sim, parameters: getTask('x') });
		expect(messageOf(error)).toMatch(REDACTED);
		expectNoKeyIn(error);
	});

	it('is redacted in a failed task, simplified, raw and in an error', async () => {
		const logs = recordLogs();
		const { task_id: id } = sim.tasks.finish(existingTask(sim), 'failed', {
			result: { code: 501, message: leak(), headers: [{ [leak()]: leak() }] },
			note: leak(),
		});
		const simple = await executeNode({ sim, parameters: getTask(id) });
		const raw = await executeNode({ sim, parameters: getTask(id, { simplify: false }) });
		const failed = await executeNode({ sim, parameters: downloadFiles(id), continueOnFail: true });
		expect(simple.json).toMatchObject([
			{ task_id: id, error: { message: expect.stringMatching(REDACTED) as string } },
		]);
		expect(raw.json).toMatchObject([
			{ task_id: id, result: { message: expect.stringMatching(REDACTED) as string } },
		]);
		expect(failed.items).toHaveLength(1);
		expectNoKeyIn(
			[simple, raw, failed].map(({ items }) => items),
			logs,
		);
	});

	it('is redacted in the URL of a result file, and not sent to its host', async () => {
		const url = `${sim.mediaUrl}/media/previews/x.mp4?key=${encode(sim.apiKey)}`;
		const { task_id: id } = sim.tasks.finish(existingTask(sim), 'success', {
			result: { code: 200, message: '', media_urls: [url] },
		});
		const { items } = await executeNode({ sim, parameters: downloadFiles(id) });
		expect(items).toHaveLength(1);
		expectNoKeyIn(items, sim.requestsTo('media'));
	});

	it('is redacted in the texts of templates', async () => {
		const [template] = sim.catalogues.bytedance;
		const entry = { ...(template as object), TemplateId: 't', Title_en: leak(), Tags: [leak()] };
		const resolutions = [{ Resolution: leak(), Credit: 1 }];
		sim.catalogues.bytedance.splice(0, Infinity, { ...entry, ConsumeItems: resolutions });
		const parameters: INodeParameters = { resource: 'template', operation: 'getMany' };
		const simple = await executeNode({ sim, parameters });
		const raw = await executeNode({ sim, parameters: { ...parameters, simplify: false } });
		const create = createByteDance({ templateId: locator('t'), resolution: '1080p' });
		const refused = await executeNode({ sim, parameters: create });
		const options = await loadOptions('getResolutions', { sim, parameters: create });
		expect(messageOf(refused.error)).toContain('does not offer this resolution');
		expect(options).toHaveLength(2);
		expectNoKeyIn(simple.items, raw.items, refused.error, options);
	});
});

describe('A signature', () => {
	const OURS = 'PD8QKnDn501rc23344-J6J_mAorLpuIByhEUy5ASfW4';
	const TOKEN = 'f'.repeat(64);
	const callback = `https://n8n.example/webhook-waiting/7?signature=${TOKEN}&crun_ts=1&crun_sig=${OURS}`;

	it.each([
		['the callback URL', { param: { callback_url: callback } }],
		['the result', { result: { callback, media_urls: [] } }],
		['a list in the result', { result: { sent: [{ to: [callback] }] } }],
		['the name of a field', { result: { [callback]: 1 } }],
		['text', { note: `posted to ${callback} twice` }],
		['an encoded URL', { note: `?to=${encodeURIComponent(callback)}` }],
		['JSON', { note: JSON.stringify({ callback }).replace(/&/g, '\\u0026') }],
		['HTML', { note: callback.replace(/&/g, '&amp;') }],
		['a URL of n8n’s own', { note: `https://n8n.example/webhook-waiting/7?signature=${TOKEN}` }],
		['the list of result files', { result: { media_urls: [callback] } }],
		['a parsed query', { query: { crun_ts: '1', crun_sig: OURS } }],
		['a parsed query in text', { note: `{"crun_ts":"1","crun_sig":"${OURS}"}` }],
	])('is redacted in %s of a raw task', async (_where, fields) => {
		const { task_id: id } = sim.tasks.finish(existingTask(sim), 'failed', fields);
		const { items } = await executeNode({ sim, parameters: getTask(id, { simplify: false }) });
		expect(items).toMatchObject([{ json: { task_id: id } }]);
		const text = everythingIn(items);
		expect(text).not.toContain(OURS);
		expect(text).not.toContain(TOKEN);
		expect(text).toContain('***');
	});

	it('is redacted in the status, the model and the template of a task', async () => {
		const { task_id: id } = sim.tasks.finish(existingTask(sim), 'success', {
			status: callback,
			param: { model: callback, callback_url: null, input: { template_id: callback } },
		});
		const simple = await executeNode({ sim, parameters: getTask(id) });
		const refused = await executeNode({ sim, parameters: downloadFiles(id) });
		expect(messageOf(refused.error)).toContain('The task is not finished');
		const text = everythingIn([simple.items, refused.error]);
		expect(text).not.toContain(OURS);
		expect(text).not.toContain(TOKEN);
	});

	it('is redacted in the texts of templates', async () => {
		const [template] = sim.catalogues.bytedance;
		const entry = { ...(template as object), TemplateId: 't', Title_en: callback, more: callback };
		sim.catalogues.bytedance.splice(0, Infinity, entry);
		const parameters = { resource: 'template', operation: 'getMany' };
		const simple = await executeNode({ sim, parameters });
		const raw = await executeNode({ sim, parameters: { ...parameters, simplify: false } });
		expect(everythingIn([simple.items, raw.items])).not.toContain(OURS);
	});
});

describe('A key of a few characters', () => {
	it('does not destroy the task that contains it', async () => {
		const apiKey = 'a';
		const original = sim.apiKey;
		const url = 'https://a.example/a/a.mp4?a=a&a';
		const { task_id: id } = sim.tasks.finish(existingTask(sim), 'success', {
			result: { code: 200, message: 'a', media_urls: [url], tags: ['a'] },
		});
		const task = sim.tasks.get(id);
		sim.faults.add({
			endpoint: 'TaskInfo',
			kind: 'body',
			body: { code: 200, message: 'a success', data: task },
		});
		const parameters = getTask(id, { simplify: false });
		const { json } = await executeNode({ sim, parameters, credential: { apiKey } });
		expect(json).toEqual([task]);
		expect(original).not.toBe(apiKey);
	});
});
