import { signCallbackUrl } from '../../../nodes/Crun/crun/callback';
import {
	everythingIn,
	openSuspendSetup,
	photos,
	post,
	taskIdsInOrder,
	type SuspendSetup,
} from '../support';

/** Who may wake a parked execution, and what is believed. */

let setup: SuspendSetup;
const items = photos('a', 'b');
let ids: Array<string | undefined>;
let url: string;

const DAY_SECONDS = 86_400;
const nowSeconds = () => Date.now() / 1000;

async function suspendWith(resumeToken?: string | null) {
	setup = await openSuspendSetup();
	await setup.run({ items, ...(resumeToken === undefined ? {} : { resumeToken }) });
	ids = taskIdsInOrder(setup.sim, items);
	url = setup.callbackUrl(ids[0]);
}
afterEach(async () => await setup.stop());

const changed = (change: (query: URLSearchParams, whole: URL) => void) => {
	const copy = new URL(url);
	change(copy.searchParams, copy);
	return copy.toString();
};
const resigned = (key: string, at: number) => signCallbackUrl(url, key, at);

const strangers: Array<[string, () => string]> = [
	['without our signature', () => changed((query) => query.delete('crun_sig'))],
	['without a timestamp', () => changed((query) => query.delete('crun_ts'))],
	['with an empty signature', () => changed((query) => query.set('crun_sig', ''))],
	['with a guessed signature', () => changed((query) => query.set('crun_sig', 'A'.repeat(43)))],
	[
		'with the signature twice',
		() => changed((query) => query.append('crun_sig', query.get('crun_sig') ?? '')),
	],
	[
		'with another timestamp',
		() => changed((query) => query.set('crun_ts', String(Math.floor(nowSeconds()) + 1))),
	],
	['signed with another key', () => resigned('ak_another', nowSeconds())],
	['signed too long ago', () => resigned(setup.sim.apiKey, nowSeconds() - 3 * DAY_SECONDS)],
	['signed in the future', () => resigned(setup.sim.apiKey, nowSeconds() + DAY_SECONDS)],
	[
		'signed for another execution',
		() => {
			const other = new URL(
				signCallbackUrl(
					changed((_, whole) => (whole.pathname += '8')),
					setup.sim.apiKey,
					nowSeconds(),
				),
			);
			return changed((query) =>
				other.searchParams.forEach((value, name) => query.set(name, value)),
			);
		},
	],
];

describe.each([
	['n8n 2, which signs the address too', undefined],
	['n8n 1.123, which does not', null],
])('on %s', (_, resumeToken) => {
	it.each(strangers)(
		'a call %s is refused, learns nothing and asks nothing',
		async (_name, address) => {
			await suspendWith(resumeToken);
			for (const id of ids) setup.sim.tasks.finish(id ?? '', 'success');
			const before = setup.sim.requests.length;
			const answer = await post(address(), { task_id: ids[0], status: 'success' });
			expect(answer.status).toBe(401);
			const told = everythingIn(answer);
			for (const secret of [...ids, setup.sim.apiKey, new URL(url).searchParams.get('crun_sig')])
				expect(told).not.toContain(secret);
			expect(setup.sim.requests).toHaveLength(before);
			expect(await setup.n8n.emitted()).toHaveLength(0);
		},
	);

	it('the address that Crun was given resumes', async () => {
		await suspendWith(resumeToken);
		for (const id of ids) setup.sim.tasks.finish(id ?? '', 'success');
		expect((await setup.sim.tasks.sendCallback(ids[0] ?? '')).status).toBe(200);
		expect(await setup.n8n.emitted()).toHaveLength(1);
	});
});

it('takes nothing from a callback but its signature: forged bodies neither resume nor change a result', async () => {
	await suspendWith();
	const { sim, n8n } = setup;
	const [first = '', second = ''] = ids;
	const forged = {
		status: 'success',
		result: { code: 200, message: 'ok', media_urls: ['https://evil.example/x.mp4'] },
	};
	expect((await sim.tasks.sendCallback(first, forged)).status).toBe(503); // TaskInfo says that it is not finished
	for (const body of [
		{},
		[],
		'text',
		{ task_id: 'no-such-task', status: 'success' },
		{ task_id: second, status: 'failed' },
	]) {
		expect([200, 422, 503]).toContain((await post(url, body)).status);
	}
	expect(await n8n.emitted()).toHaveLength(0);
	sim.tasks.finish(second, 'success');
	sim.tasks.finish(first, 'success');
	await sim.tasks.sendCallback(first, { ...forged, status: 'failed' });
	const [output = []] = await n8n.emitted();
	expect(output.map(({ json }) => [json.task_id, json.status])).toEqual([
		[first, 'success'],
		[second, 'success'],
	]);
	expect(JSON.stringify(output)).not.toContain('evil');
});

it('accepts Crun’s envelope, and a body that says nothing', async () => {
	await suspendWith();
	for (const id of ids) setup.sim.tasks.finish(id ?? '', 'success');
	const envelope = { code: 200, message: 'success', data: setup.sim.tasks.get(ids[0] ?? '') };
	expect((await post(url, envelope)).status).toBe(200);
	expect(await setup.n8n.emitted()).toHaveLength(1);
});
