import type { INodeParameters } from 'n8n-workflow';
import { signCallbackUrl } from '../../../nodes/Crun/crun/callback';
import {
	callWebhook,
	existingTask,
	openWebhook,
	post,
	useSimulator,
	type WebhookServer,
} from '../support';

const DAY = 86_400;
const PATH = '/webhook/d0c5bd4e-4e6b-4b8a-9f3b-hook/webhook';

const sim = useSimulator({ taskTimings: 'manual', callbacks: false });

const now = () => Date.now() / 1000;
const signed = ({ path = PATH, key = sim.apiKey, age = 0 } = {}) =>
	signCallbackUrl(`http://n8n.local${path}`, key, now() - age);
function finished() {
	const id = existingTask(sim);
	return sim.tasks.finish(id, 'success');
}
const call = async (
	url: string | undefined,
	parameters: INodeParameters = {},
	body: unknown = finished(),
) => await callWebhook({ sim, url, parameters, body });

it('a signed callback starts the workflow', async () => {
	const task = finished();
	const { status, emitted } = await call(signed(), {}, task);
	expect(status).toBe(200);
	expect(emitted).toEqual([
		{
			json: {
				event: 'task.success',
				verified: true,
				task_id: task.task_id,
				status: 'success',
				model: 'bytedance/template',
				template_id: '104909826',
				credits: 355.2,
				created_at: new Date(task.create_at * 1000).toISOString(),
				completed_at: new Date((task.complete_at ?? 0) * 1000).toISOString(),
				duration_s: task.duration_s,
				media_urls: [`${sim.url}/media/${task.task_id}.mp4`],
				video_url: `${sim.url}/media/${task.task_id}.mp4`,
				files: [{ url: `${sim.url}/media/${task.task_id}.mp4`, kind: 'video' }],
				error: null,
			},
		},
	]);
	expect(sim.requests.map(({ endpoint, query }) => [endpoint, query.task_id])).toEqual([
		['TaskInfo', task.task_id],
	]);
});

describe('A callback without a valid signature', () => {
	const cases: Array<[string, () => string | undefined]> = [
		['no signature', () => undefined],
		['another key’s signature', () => signed({ key: 'ak_other' })],
		['a signature for another path', () => signed({ path: '/webhook/another/webhook' })],
		['an expired signature', () => signed({ age: 14 * DAY + 60 })],
		['a signature from the future', () => signed({ age: -3600 })],
		[
			'a changed timestamp',
			() =>
				signed().replace(/crun_ts=\d+/, (ts) =>
					ts.replace(/\d$/, (digit) => String((Number(digit) + 1) % 10)),
				),
		],
		[
			'a changed signature',
			() =>
				signed().replace(/crun_sig=./, (start) =>
					start.endsWith('A') ? 'crun_sig=B' : 'crun_sig=A',
				),
		],
		['a shortened signature', () => signed().slice(0, -1)],
		['an empty signature', () => signed().replace(/crun_sig=.*/, 'crun_sig=')],
		['two signatures', () => `${signed()}&crun_sig=again`],
		['a timestamp that is not a number', () => signed().replace(/crun_ts=\d+/, 'crun_ts=now')],
		['a signature as an object', () => signed().replace('crun_sig=', 'crun_sig[a]=')],
	];

	it.each(cases)('is rejected with 401, without a request to Crun (%s)', async (_what, url) => {
		const { status, body, emitted } = await call(url());
		expect(status).toBe(401);
		expect(JSON.stringify(body)).not.toMatch(/[\w-]{43}/);
		expect(emitted).toBeUndefined();
		expect(sim.requests).toHaveLength(0);
	});
});

it('a signature is valid for almost 14 days, and if the clock that signed it is a minute ahead', async () => {
	expect((await call(signed({ age: 14 * DAY - 60 }))).status).toBe(200);
	expect((await call(signed({ age: -60 }))).status).toBe(200);
});

it('maxAgeDays sets the maximum age of a signature', async () => {
	expect((await call(signed({ age: 2 * DAY }), { options: { maxAgeDays: 1 } })).status).toBe(401);
	expect((await call(signed({ age: 20 * DAY }), { options: { maxAgeDays: 30 } })).status).toBe(200);
});

describe('Behind a proxy that strips a path prefix,', () => {
	let server: WebhookServer;
	afterEach(async () => await server.stop());

	it('the signature of the public URL is valid', async () => {
		server = await openWebhook({ sim, publicUrl: 'https://n8n.example.com/automation' });
		expect(server.url).toBe(`https://n8n.example.com/automation${PATH}`);
		const local = new URL(PATH, server.localUrl);
		local.search = new URL(signCallbackUrl(server.url, sim.apiKey, now())).search;
		expect((await post(local.toString(), finished())).status).toBe(200);
		expect(await server.emitted()).toHaveLength(1);
	});
});

describe('Accept Unsigned Callbacks', () => {
	const options = { options: { acceptUnsigned: true } };

	it('accepts an unsigned callback after a status check', async () => {
		const { status, emitted } = await call(undefined, options);
		expect(status).toBe(200);
		expect(emitted).toMatchObject([{ json: { event: 'task.success', verified: true } }]);
		expect(sim.requestsTo('TaskInfo')).toHaveLength(1);
	});

	it('accepts a callback with a wrong signature like an unsigned one', async () => {
		expect((await call(signed({ key: 'ak_other' }), options)).emitted).toHaveLength(1);
	});

	it('does not trust a forged body', async () => {
		const id = existingTask(sim);
		const { status, emitted } = await call(undefined, options, {
			task_id: id,
			status: 'success',
			result: { media_urls: ['https://evil.example/v.mp4'] },
		});
		expect(emitted).toBeUndefined();
		expect([200, 503]).toContain(status);
	}, 10_000);

	it('ignores a task that finished longer ago than Max Age (Days)', async () => {
		const task = sim.tasks.finish(existingTask(sim), 'success', {
			complete_at: Math.floor(now() - 15 * DAY),
		});
		expect(await call(undefined, options, task)).toMatchObject({ status: 200, emitted: undefined });
	});
});
