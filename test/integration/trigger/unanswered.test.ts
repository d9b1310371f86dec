import { signCallbackUrl } from '../../../nodes/Crun/crun/callback';
import {
	existingTask,
	openWebhook,
	post,
	useSimulator,
	within,
	type WebhookServer,
} from '../support';

/** A call that the trigger took is not answered with success, so its caller sends it again. */

const sim = useSimulator({ taskTimings: 'manual', callbacks: false });
let server: WebhookServer;
let url: string;
beforeEach(async () => {
	server = await openWebhook({ sim });
	url = signCallbackUrl(server.url, sim.apiKey, Date.now() / 1000);
});
afterEach(async () => await server.stop());

const finished = () => sim.tasks.finish(existingTask(sim), 'success');
const message = (text: string) => ({ status: 200, body: { message: text } });

/** Something that a test lets happen. */
function gate() {
	let open = () => {};
	const opened = new Promise<void>((resolve) => {
		open = resolve;
	});
	return { opened, open: () => open() };
}

/** Posts a callback, and closes the connection before the answer, when the work is done. */
async function postAndLeave(body: unknown, until: Promise<unknown>): Promise<void> {
	const caller = new AbortController();
	const call = fetch(url, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify(body),
		signal: caller.signal,
	});
	await until;
	caller.abort();
	await expect(call).rejects.toThrow('aborted');
}

it('the next copy starts the workflow where n8n could not store the execution', async () => {
	const { store } = server;
	server.store = async () => await Promise.reject(new Error('the database is full'));
	const task = finished();
	expect((await post(url, task)).status).toBe(500);
	expect(await server.emitted()).toEqual([]);
	server.store = store;
	expect(await post(url, task)).toEqual(message('Received'));
	expect(await post(url, task)).toEqual(message('Already received'));
	expect(await server.emitted()).toHaveLength(1);
});

it('a copy that arrives while n8n stores the execution waits, and starts the workflow if that fails', async () => {
	const storing = gate();
	const failing = gate();
	server.store = async () => {
		storing.open();
		await failing.opened;
		throw new Error('the database is full');
	};
	const task = finished();
	const first = post(url, task);
	await storing.opened;
	server.store = async () => await Promise.resolve();
	const copy = post(url, task);
	await sim.waitFor('ended', ({ endpoint }) => endpoint === 'TaskInfo');
	failing.open();
	expect((await first).status).toBe(500);
	expect(await copy).toEqual(message('Received'));
});

it('the next copy starts the workflow where the caller left before the answer', async () => {
	const storing = gate();
	const finishing = gate();
	server.store = async () => {
		storing.open();
		await finishing.opened;
	};
	const task = finished();
	await postAndLeave(task, storing.opened);
	server.store = async () => await Promise.resolve();
	expect(await within(5000, post(url, task))).toEqual(message('Received'));
	finishing.open();
});

it('a copy is answered where the caller left while Crun was asked', async () => {
	const end = sim.faults.add({ endpoint: 'TaskInfo', kind: 'latency', ms: 500 });
	const task = finished();
	const asked = sim.waitFor('request', ({ endpoint }) => endpoint === 'TaskInfo');
	await postAndLeave(task, asked);
	await server.emitted(); // the call has been processed
	end();
	expect(await within(5000, post(url, task))).toEqual(message('Received'));
});
