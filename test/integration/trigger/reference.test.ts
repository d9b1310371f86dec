import type { INodeParameters } from 'n8n-workflow';
import { quirks } from '../../../dev/simulator';
import { signCallbackUrl } from '../../../nodes/Crun/crun/callback';
import {
	createByteDance,
	executeNode,
	existingTask,
	openWebhook,
	post,
	useSimulator,
	type WebhookServer,
} from '../support';

/** The reference that a task was created with, when its callback starts the workflow. */

const sim = useSimulator({ taskTimings: 'manual', callbacks: false });
let server: WebhookServer;
const open = async (parameters: INodeParameters = {}) => {
	await server?.stop();
	server = await openWebhook({ sim, parameters });
};
beforeEach(async () => await open());
afterEach(async () => await server.stop());

const emitted = async () => (await server.emitted()).flat().map(({ json }) => json);
const signed = (reference?: string) =>
	signCallbackUrl(server.url, sim.apiKey, Date.now() / 1000, reference);
const finishedWith = (callbackUrl: string | null) =>
	sim.tasks.finish(existingTask(sim, { callbackUrl }), 'success');
const withQuery = (url: string, change: (query: URLSearchParams) => void) => {
	const changed = new URL(url);
	change(changed.searchParams);
	return changed.toString();
};

it.each([true, false])(
	'the trigger returns the reference of a task that the Crun node created (Simplify %s)',
	async (simplify) => {
		await open({ simplify });
		const references = ['chat 1', 'a&b=c%00+d #?', '战斗 👩‍👩‍👧‍👦'];
		const { json } = await executeNode({
			sim,
			items: references.map((reference) => ({ json: { reference } })),
			parameters: createByteDance({
				notify: 'trigger',
				triggerUrl: server.url,
				options: { reference: '={{ $json.reference }}' },
			}),
		});
		const ids = json.map(({ task_id: id }) => (typeof id === 'string' ? id : ''));
		for (const id of [...ids].reverse()) {
			sim.tasks.finish(id, 'success');
			expect((await sim.tasks.sendCallback(id)).status).toBe(200);
		}
		const started = await emitted();
		expect(started.map(({ task_id: id, reference }) => [id, reference]).reverse()).toEqual(
			ids.map((id, index) => [id, references[index]]),
		);
		expect(JSON.stringify(started)).not.toMatch(/crun_sig=[^*]/);
	},
);

it('the trigger returns no reference where there was none', async () => {
	const url = signed();
	await post(url, finishedWith(url));
	const [json] = await emitted();
	expect(json).toMatchObject({ event: 'task.success', verified: true });
	expect(json).not.toHaveProperty('reference');
});

it.each<[string, (url: string) => string]>([
	['another reference', (url) => withQuery(url, (query) => query.set('crun_ref', 'b3RoZXI'))],
	['the reference dropped', (url) => withQuery(url, (query) => query.delete('crun_ref'))],
	['an empty reference', (url) => withQuery(url, (query) => query.set('crun_ref', ''))],
	['a second reference', (url) => `${url}&crun_ref=b3RoZXI`],
	['a list', (url) => url.replace('crun_ref=', 'crun_ref[]=')],
	['an object', (url) => url.replace('crun_ref=', 'crun_ref[a]=')],
	[
		'the signature of another one',
		(url) =>
			withQuery(url, (query) =>
				query.set('crun_sig', new URL(signed('other')).searchParams.get('crun_sig') ?? ''),
			),
	],
	[
		'10,000 characters',
		(url) => withQuery(url, (query) => query.set('crun_ref', 'A'.repeat(10_000))),
	],
])('a callback URL with %s is rejected without asking Crun', async (_, forge) => {
	const url = signed('mine');
	const task = finishedWith(url);
	expect((await post(forge(url), task)).status).toBe(401);
	expect(sim.requests).toEqual([]);
	expect(await emitted()).toEqual([]);
});

it.each(['b3RoZXI', '', 'x y'])(
	'a reference cannot be added to a signed URL without one: "%s"',
	async (reference) => {
		const url = signed();
		const task = finishedWith(url);
		const forged = withQuery(url, (query) => query.set('crun_ref', reference));
		expect((await post(forged, task)).status).toBe(401);
		expect(await emitted()).toEqual([]);
	},
);

it('two tasks whose callbacks arrive at each other’s URLs start nothing; at their own, both do', async () => {
	const urls = [signed('one'), signed('two')];
	const tasks = urls.map(finishedWith);
	for (const [index, url] of urls.entries())
		expect((await post(url, tasks[1 - index])).status).toBe(200);
	expect(await emitted()).toEqual([]);
	for (const [index, url] of urls.entries()) await post(url, tasks[index]);
	expect(await emitted()).toMatchObject([
		{ task_id: tasks[0]?.task_id, reference: 'one' },
		{ task_id: tasks[1]?.task_id, reference: 'two' },
	]);
});

it('the trigger returns the reference even if Crun does not return the callback URL', async () => {
	sim.settings.quirks = [quirks.withoutCallbackUrl];
	const url = signed('mine');
	await post(url, finishedWith(url));
	expect(await emitted()).toMatchObject([{ verified: true, reference: 'mine' }]);
});

it('what the body says about the callback URL or a reference counts for nothing', async () => {
	const url = signed('mine');
	const task = finishedWith(url);
	const param = { ...task.param, callback_url: signed('forged'), reference: 'forged' };
	await post(url, { ...task, param, reference: 'forged' });
	expect(await emitted()).toMatchObject([{ reference: 'mine' }]);
});

it.each<[string, (query: string) => string]>([
	['decodes and encodes the query', (query) => new URLSearchParams(query).toString()],
	[
		'encodes everything but letters',
		(query) => query.replace(/[^=&\w]/g, (one) => `%${one.charCodeAt(0).toString(16)}`),
	],
	['decodes plus signs', (query) => query.replaceAll('+', ' ')],
	['adds and sorts parameters', (query) => `z=1&${query.split('&').reverse().join('&')}&a=%2B`],
])('a reference survives a proxy that %s', async (_, change) => {
	const url = new URL(signed('a + b % c & d/e=f 战'));
	const task = finishedWith(url.toString());
	url.search = change(url.search.slice(1));
	expect((await post(url.toString(), task)).status).toBe(200);
	expect(await emitted()).toMatchObject([{ reference: 'a + b % c & d/e=f 战' }]);
});

describe('Where Crun does not return the callback URL with the task', () => {
	it('the reference in the signed URL is returned', async () => {
		await post(signed('mine'), finishedWith(null));
		expect(await emitted()).toMatchObject([{ verified: true, reference: 'mine' }]);
	});

	it('the same holds while Crun cannot be reached', async () => {
		const url = signed('mine');
		const task = finishedWith(url);
		sim.faults.add({ endpoint: 'TaskInfo', kind: 'status', status: 503 });
		await post(url, task);
		expect(await emitted()).toMatchObject([{ verified: false, reference: 'mine' }]);
	}, 20_000);
});

describe('Accept Unsigned Callbacks', () => {
	beforeEach(async () => await open({ options: { acceptUnsigned: true } }));

	it('takes no reference from a URL that is not signed correctly', async () => {
		for (const url of [`${server.url}?crun_ref=b3RoZXI`, `${signed()}&crun_ref=b3RoZXI`])
			expect((await post(url, finishedWith(null))).status).toBe(200);
		const started = await emitted();
		expect(started).toHaveLength(2);
		for (const json of started) expect(json).not.toHaveProperty('reference');
	});

	it('takes the reference that Crun returns with the task', async () => {
		await post(server.url, finishedWith(signed('mine')));
		expect(await emitted()).toMatchObject([{ reference: 'mine' }]);
	});
});
