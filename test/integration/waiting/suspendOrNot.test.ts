import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { deepCopy } from 'n8n-workflow';
import {
	createFromPhotos,
	executeAsTool,
	messageOf,
	openSuspendSetup,
	photos,
	taskIds,
	taskIdsInOrder,
	type ExecuteOptions,
	type SuspendSetup,
} from '../support';

/** When the node refuses to suspend the execution, or polls instead. */

let setup: SuspendSetup;
beforeEach(async () => {
	setup = await openSuspendSetup();
});
afterEach(async () => await setup.stop());

/** The hosts of all HTTP(S) requests that this process sends while the work runs. */
async function requestsDuring<T>(work: () => Promise<T>): Promise<{ value: T; hosts: string[] }> {
	const hosts: string[] = [];
	const note = (message: unknown) => {
		const request = message instanceof Object && 'request' in message ? message.request : undefined;
		hosts.push(request instanceof Object && 'host' in request ? String(request.host) : 'unknown');
	};
	subscribe('http.client.request.start', note);
	try {
		return { value: await work(), hosts };
	} finally {
		unsubscribe('http.client.request.start', note);
	}
}

/** If the node polls instead, it checks every 5 seconds and at the deadline, which is after 1.2 seconds here. */
const briefly = createFromPhotos('suspend', { timeoutMinutes: 0.02 });

const PUBLIC_API = { region: 'custom', baseUrl: 'https://api.crun.example' };

describe('An n8n that the public Crun API cannot reach', () => {
	const rejected = async (resumeBaseUrl: string, more: Partial<ExecuteOptions> = {}) =>
		await requestsDuring(
			async () =>
				await setup.run({
					items: photos('a', 'b'),
					resumeBaseUrl,
					credential: PUBLIC_API,
					...more,
				}),
		);

	it.each([
		'http://localhost:5678',
		'http://127.0.0.1:5678',
		'http://10.1.2.3:5678',
		'http://192.168.0.7',
		'http://172.16.9.9:5678',
		'http://169.254.1.1',
		'http://100.64.0.1',
		'http://[::1]:5678',
		'http://[fd00::1]',
		'http://[fe80::1]',
		'http://[::ffff:10.0.0.1]',
		'http://n8n:5678',
		'http://n8n.local',
		'http://n8n.internal',
		'http://2130706433',
		'http://0x7f.1',
	])('is rejected before anything is sent, and the error names the setting (%s)', async (base) => {
		const { value, hosts } = await rejected(`${base}/webhook-waiting`);
		expect(value.error).toMatchObject({ message: 'Crun cannot reach this n8n instance' });
		expect(messageOf(value.error)).toContain('WEBHOOK_URL');
		expect(messageOf(value.error)).toContain(new URL(base).origin);
		expect(messageOf(value.error)).not.toContain('signature');
		expect(value.waitTill).toBeUndefined();
		expect(hosts).toEqual([]);
	});

	it.each(['global', 'china'])('is rejected for the region %s', async (region) => {
		const { value, hosts } = await rejected('http://localhost:5678/webhook-waiting', {
			credential: { region, baseUrl: '' },
		});
		expect(messageOf(value.error)).toContain('WEBHOOK_URL');
		expect(hosts).toEqual([]);
	});

	it('is reported in every item when the node continues on fail', async () => {
		const { value, hosts } = await rejected('http://localhost:5678/webhook-waiting', {
			continueOnFail: true,
		});
		expect(value.items).toMatchObject(
			[0, 1].map((item) => ({
				json: { error: expect.stringContaining('WEBHOOK_URL') as unknown },
				pairedItem: { item },
			})),
		);
		expect(hosts).toEqual([]);
	});

	it.each(['none', 'poll'] as const)(
		'is accepted if the node does not suspend the execution (%s)',
		async (waitMode) => {
			setup.sim.settings.taskTimings = { pendingMs: 0, runningMs: 0 };
			const { error } = await setup.run({
				items: photos('a'),
				parameters: createFromPhotos(waitMode),
				resumeBaseUrl: 'http://localhost:5678/webhook-waiting',
			});
			expect(error).toBeUndefined();
			expect(taskIds(setup.sim)).toHaveLength(1);
		},
	);
});

it('an execution can be suspended if both n8n and Crun are in a private network', async () => {
	expect((await setup.run({ items: photos('a') })).waitTill).toBeDefined();
});

it('the check for requests sees the requests of a normal run', async () => {
	const { hosts } = await requestsDuring(async () => await setup.run({ items: photos('a') }));
	expect(hosts.length).toBeGreaterThan(1);
});

it.each(['tool node', 'supplied tool'] as const)(
	'an AI agent’s tool (%s) polls instead, and needs no public URL',
	async (way) => {
		const { sim } = setup;
		sim.settings.taskTimings = { pendingMs: 0, runningMs: 0 };
		const { output, waitTill } = await executeAsTool(way, {
			sim,
			items: photos('a', 'b'),
			parameters: briefly,
		});
		expect(waitTill).toBeUndefined();
		expect(output).toMatchObject([
			[{ json: { status: 'success' } }, { json: { status: 'success' } }],
		]);
		expect(sim.ledger.created.map(({ callback_url: url }) => url)).toEqual([null, null]);
	},
);

it('an execution that resumes the task of an earlier one polls, because the callback goes to the earlier one', async () => {
	const { sim, n8n } = setup;
	const items = photos('a', 'b');
	sim.faults.add({
		endpoint: 'CreateTask',
		kind: 'status',
		status: 402,
		times: 1,
		when: ({ body }) => JSON.stringify(body).includes('b.png'),
	});
	const first = await setup.run({ items });
	expect(first.error).toBeDefined();
	expect(taskIds(sim)).toHaveLength(1);
	sim.on('created', ({ task_id: id }) => {
		for (const one of [id, ...taskIds(sim)])
			setTimeout(() => sim.tasks.finish(one, 'success'), 300);
	});
	const second = await setup.run({
		items,
		parameters: briefly,
		runData: deepCopy(first.runData),
		executionId: '78',
	});
	expect(second.waitTill).toBeUndefined();
	expect(second.items).toMatchObject(
		taskIdsInOrder(sim, items).map((id, item) => ({
			json: { task_id: id, status: 'success' },
			pairedItem: { item },
		})),
	);
	expect(taskIds(sim)).toHaveLength(2);
	expect(await n8n.emitted()).toHaveLength(0);
});

it('another attempt of the same execution can be suspended, because the callback goes to it', async () => {
	const { sim, n8n } = setup;
	const items = photos('a', 'b');
	sim.faults.add({
		endpoint: 'CreateTask',
		kind: 'status',
		status: 402,
		times: 1,
		when: ({ body }) => JSON.stringify(body).includes('b.png'),
	});
	const first = await setup.run({ items });
	const second = await setup.run({ items, runData: first.runData });
	expect(second.waitTill).toBeDefined();
	const ids = taskIdsInOrder(sim, items);
	for (const id of ids) expect(await setup.finish(id)).toBe(200);
	expect((await n8n.emitted())[0]).toMatchObject(
		ids.map((id) => ({ json: { task_id: id, status: 'success' } })),
	);
	expect(taskIds(sim)).toHaveLength(2);
});

it('the output of a suspended execution contains no error, which would make Retry On Fail run the node again', async () => {
	const execution = await setup.run({ items: photos('a') });
	expect(execution.waitTill).toBeDefined();
	expect(execution.items[0]?.json.error).toBeUndefined(); // n8n 1 treats null as a failure, too
});

it('an invalid item stops the node before anything is created or suspended', async () => {
	const execution = await setup.run({ items: [...photos('a'), { json: { photo: '' } }] });
	expect(messageOf(execution.error)).toContain('image');
	expect(execution.waitTill).toBeUndefined();
	expect(taskIds(setup.sim)).toHaveLength(0);
});

it('a failed creation stops the node immediately, and the error names the existing tasks', async () => {
	const { sim } = setup;
	sim.faults.add({
		endpoint: 'CreateTask',
		kind: 'status',
		status: 402,
		when: ({ body }) => JSON.stringify(body).includes('b.png'),
	});
	const { error, waitTill } = await setup.run({ items: photos('a', 'b') });
	expect(waitTill).toBeUndefined();
	expect(error).toHaveProperty(
		'description',
		expect.stringContaining(taskIds(sim)[0] ?? 'no task'),
	);
});

it('an expression for Simplify that uses the item has the same result when the execution resumes', async () => {
	const simplify = '={{ $json.photo.includes("simple") }}';
	await setup.stop();
	setup = await openSuspendSetup({ parameters: createFromPhotos('suspend', {}, { simplify }) });
	const items = photos('simple', 'raw');
	await setup.run({ items });
	const [simple, raw] = taskIdsInOrder(setup.sim, items);
	await setup.finish(simple);
	await setup.finish(raw);
	const [output = []] = await setup.n8n.emitted();
	expect(output.map(({ json }) => ['video_url' in json, 'source' in json])).toEqual([
		[true, false],
		[false, true],
	]);
});
