import { createServer } from 'node:net';
import { once } from 'node:events';
import { quirks } from '../../../dev/simulator';
import { useContact } from './support';

const contact = useContact({ taskTimings: { pendingMs: 150, runningMs: 150 } });
const photo = () => `${contact.sim.url}/media/photos/me.png`;
const spend = (credits = 500) => ['--spend', String(credits), '--image', photo()];

/** A port that is free. */
async function freePort(): Promise<number> {
	const server = createServer().listen(0, '127.0.0.1');
	await once(server, 'listening');
	const address = server.address();
	server.close();
	await once(server, 'close');
	if (address === null || typeof address === 'string') throw new Error('There is no port');
	return address.port;
}

async function withListener() {
	const port = await freePort();
	const url = `http://127.0.0.1:${port}/callback?token=my-secret`;
	return { url, args: [...spend(), '--callback-url', url, '--listen', String(port)] };
}

describe('--spend', () => {
	it('creates one task of the cheapest template, and shows it in every state', async () => {
		const { code, different, checks, output, report } = await contact.run(spend());
		expect(different).toEqual([]);
		expect(code).toBe(0);
		expect(contact.sim.requestsTo('CreateTask')).toHaveLength(1);
		const [task] = contact.sim.tasks.all();
		expect(task).toMatchObject({ status: 'success', param: { callback_url: null } });
		expect(output).toContain(`Created task ${task?.task_id} for ${task?.credits} credits.`);
		expect(checks.map(({ title }) => title)).toEqual(
			expect.arrayContaining([
				'the task: while its status is pending',
				'the task: while its status is running',
				'the task: while its status is success',
			]),
		);
		expect(report).toContain('data.result.media_urls[]: http(s) URL');
	});

	it('creates nothing if the price is above the limit', async () => {
		const { code, different } = await contact.run(spend(0.5));
		expect(different.map(({ title }) => title)).toEqual(['the task: its creation']);
		expect(different[0]?.difference).toMatch(
			/the cheapest template costs \d+ credits, more than 0.5\. No task was created\./,
		);
		expect(contact.sim.requestsTo('CreateTask')).toEqual([]);
		expect(code).toBe(1);
	});

	it('creates nothing if an estimate is above the limit', async () => {
		contact.sim.settings.quirks = [quirks.estimateDoubled];
		const cheapest = 4;
		const { different } = await contact.run(spend(cheapest * 1.5));
		expect(different.at(-1)?.title).toBe('the task: its creation');
		expect(contact.sim.requestsTo('CreateTask')).toEqual([]);
	});

	it('creates nothing if no price is known', async () => {
		const { catalogues } = contact.sim;
		for (const all of [catalogues.bytedance, catalogues.vidu, catalogues.kling]) all.length = 0;
		const { code, different } = await contact.run(spend());
		expect(different.at(-1)?.difference).toContain('no template with a price is known');
		expect(contact.sim.requestsTo('CreateTask')).toEqual([]);
		expect(code).toBe(1);
	});

	it.each([
		['a status that is not documented', quirks.statusSucceeded, /status is not documented: succe/],
		['credits under another name', quirks.costForCredits, /There is no readable credits/],
		['a time as text', quirks.createdAsIso, /create_at is text, read as a number/],
		['files under another name', quirks.urlsForMediaUrls, /has succeeded without media_urls/],
	])('finds %s', async (_name, quirk, says) => {
		contact.sim.settings.quirks = [quirk];
		const timing = { pollMs: 5, taskTimeoutMs: 1_000, callbackWaitMs: 0, copyWaitMs: 0 };
		const { code, different } = await contact.run(spend(), { spendTiming: timing });
		const found = different.filter(({ difference }) => says.test(difference));
		expect(found.map(({ title }) => title)).not.toEqual([]);
		for (const { title } of different) expect(title).toMatch(/^the task: /);
		expect(code).toBe(1);
	});

	it('finds a charge that differs from the price', async () => {
		const stop = contact.sim.on('status', ({ task_id, status }) => {
			const task = contact.sim.tasks.get(task_id);
			if (task && status === 'success') task.credits = 1.5;
		});
		const { code, different } = await contact.run(spend());
		stop();
		expect(different).toMatchObject([{ title: 'the task: the balance after' }]);
		expect(different[0]?.difference).toMatch(/TaskInfo says 1\.5.*charged with 1\.5 credits/);
		expect(code).toBe(1);
	});
});

describe('--listen', () => {
	it('shows the callback without values that may be secret', async () => {
		const { url, args } = await withListener();
		const { code, different, report, output } = await contact.run(args);
		expect(different).toEqual([]);
		expect(code).toBe(0);
		expect(contact.sim.callbacks).toMatchObject([{ url, status: 200 }]);
		expect(report).toContain('| ✓ | callback: 1 | POST to the listener |');
		expect(report).toContain('header content-type: application/json');
		expect(report).toContain('header host: ***');
		expect(report).toContain('body status: "success"');
		expect(report + output).not.toContain('my-secret');
	});

	it('finds an envelope, and a callback that is sent twice', async () => {
		contact.sim.settings.callbacks = { envelope: true, times: 2 };
		const { args } = await withListener();
		const copies = { pollMs: 5, taskTimeoutMs: 5_000, callbackWaitMs: 5_000, copyWaitMs: 5_000 };
		const { code, different } = await contact.run(args, { spendTiming: copies });
		expect(different).toMatchObject([
			{ title: 'callback: 1', difference: 'The task is wrapped in an envelope' },
			{ title: 'callback: 2' },
		]);
		expect(different[1]?.difference).toContain('It is not the first callback for this task');
		expect(code).toBe(1);
	});

	it('finds a callback that does not arrive', async () => {
		contact.sim.settings.callbacks = { times: 0 };
		const { args } = await withListener();
		const timing = { pollMs: 5, taskTimeoutMs: 5_000, callbackWaitMs: 100, copyWaitMs: 0 };
		const { code, different } = await contact.run(args, { spendTiming: timing });
		expect(different).toMatchObject([
			{ title: 'callback: none', difference: 'No callback has arrived' },
		]);
		expect(code).toBe(1);
	});
});
