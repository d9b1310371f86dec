import { MESSAGES, type FaultKind } from '../../../dev/simulator';
import {
	executeNode,
	messageOf,
	sleep,
	uploadAsset,
	useSimulator,
	waitForAssets,
	within,
	type ExecuteOptions,
} from '../support';

/** How the wait for Crun's review of an asset ends. */

const sim = useSimulator({ assetReviewMs: 'manual' });

const idOf = (index = 0) => sim.registered[index]?.AssetId ?? 'no asset';
const upload = async (
	options: Parameters<typeof uploadAsset>[1] = {},
	more: Partial<ExecuteOptions> = {},
) => await executeNode({ sim, parameters: uploadAsset({}, options), ...more });
const SHORT = { timeoutMinutes: 0.01 };
const checks = () => sim.requestsTo('asset-info').length;
/** Waits until this many checks have been answered. */
const waitForChecks = async (count: number) =>
	await sim.waitFor('ended', ({ endpoint }) => endpoint === 'asset-info', {
		count,
		timeoutMs: 5000,
	});

describe('a failed review', () => {
	it('is the error of the item, with the reason and the ID of the asset', async () => {
		const running = upload();
		await waitForAssets(sim);
		sim.assets.finish(idOf(), 'Failed');
		const { error, items } = await running;

		expect(items).toEqual([]);
		expect(error).toMatchObject({ message: 'The asset failed the review at Crun' });
		expect(messageOf(error)).toContain(
			`Asset ${idOf()} ("photo.png"): ${MESSAGES.reviewFailed}. No task may use it`,
		);
	});

	it.each<[Record<string, unknown>, string]>([
		[{ Error: { Code: 'E7', Message: 'Public figure.' } }, 'Public figure (E7). No task'],
		[{}, 'Crun gave no reason. No task'],
	])('with %j names what Crun says, and nothing else', async (fields, text) => {
		const running = upload();
		await waitForAssets(sim);
		sim.assets.finish(idOf(), 'Failed', fields);
		expect(messageOf((await running).error)).toContain(text);
	});

	it('fails its own item only, with On Error set to Continue', async () => {
		const running = upload({}, { items: [{ json: {} }, { json: {} }], continueOnFail: true });
		await waitForAssets(sim, 2);
		sim.assets.finish(idOf(0), 'Failed');
		sim.assets.finish(idOf(1), 'Active');
		const { json } = await running;

		const failed = json.filter(({ error }) => error);
		expect(failed).toEqual([
			{
				error: expect.stringContaining(
					`${idOf(0)} ("photo.png"): ${MESSAGES.reviewFailed}`,
				) as string,
			},
		]);
		expect(json.filter(({ error }) => !error)).toMatchObject([{ asset_id: idOf(1) }]);
	});
});

describe('a review that does not finish in time', () => {
	it('is an error that names the asset and its status', async () => {
		const { error } = await upload(SHORT);
		expect(error).toMatchObject({ message: 'The review of the asset did not finish in time' });
		expect(messageOf(error)).toContain(`asset ${idOf()}. Its status is processing.`);
	});

	it('is an item, with On Timeout set to Return the Pending Asset', async () => {
		const { error, json } = await upload({ ...SHORT, onTimeout: 'pending' });
		expect(error).toBeUndefined();
		expect(json).toMatchObject([
			{ asset_id: idOf(), name: 'photo.png', status: 'processing', error: null, timed_out: true },
		]);
	});

	it('names a status that is not known, which counts as processing', async () => {
		const running = upload(SHORT);
		await waitForAssets(sim);
		sim.assets.setStatus(idOf(), 'Queued');
		expect(messageOf((await running).error)).toContain(
			'Its status is "queued", which this node does not know, so it counts as processing.',
		);
	});

	it.each(['Actived', 'Fail', 'Inactive'])('has not ended with the status %s', async (status) => {
		const running = upload({ ...SHORT, onTimeout: 'pending' });
		await waitForAssets(sim);
		sim.assets.setStatus(idOf(), status);
		expect((await running).json).toMatchObject([{ status: status.toLowerCase(), timed_out: true }]);
	});

	it('names the last trouble where Crun could not be asked', async () => {
		sim.faults.add({ endpoint: 'asset-info', kind: 'maintenance' });
		const { error } = await upload(SHORT);
		expect(messageOf(error)).toMatch(/still reviewing asset asset-.*under maintenance/);
	});
});

describe('a check that fails', () => {
	const FAULTS: Array<[string, FaultKind]> = [
		['429', { kind: 'rateLimit' }],
		['429 with Retry-After', { kind: 'rateLimit', retryAfter: 1 }],
		['maintenance', { kind: 'maintenance' }],
		['a gateway’s page', { kind: 'html' }],
		['a page with HTTP 403', { kind: 'html', status: 403 }],
		['a lost connection', { kind: 'resetAfter' }],
		['a cut answer', { kind: 'cutJson' }],
		['no data', { kind: 'dataNull' }],
		['404', { kind: 'status', status: 404 }],
		[
			'another asset',
			{ kind: 'body', body: { code: 200, data: { AssetId: 'x', Status: 'Failed' } } },
		],
		['no status', { kind: 'body', body: { code: 200, data: { AssetId: 'x' } } }],
	];
	it.each(FAULTS)('does not end the wait: %s', async (_, fault) => {
		sim.faults.add({ endpoint: 'asset-info', times: 2, ...fault });
		const running = upload();
		await waitForAssets(sim);
		sim.assets.finish(idOf(), 'Active');
		const { error, json } = await running;
		expect(error).toBeUndefined();
		expect(json).toMatchObject([{ asset_id: idOf(), status: 'active' }]);
		expect(checks()).toBe(3);
		expect(sim.registered).toHaveLength(1);
	});

	it('pauses all checks for as long as Retry-After says', async () => {
		sim.faults.add({ endpoint: 'asset-info', kind: 'rateLimit', retryAfter: 1, times: 1 });
		const running = upload({}, { items: [{ json: {} }, { json: {} }] });
		await waitForAssets(sim, 2);
		for (const { AssetId } of sim.registered) sim.assets.finish(AssetId, 'Active');
		expect((await running).error).toBeUndefined();
		const [first, ...others] = sim.requestsTo('asset-info').map(({ at }) => at);
		expect(others.filter((at) => at - (first ?? 0) > 50 && at - (first ?? 0) < 900)).toEqual([]);
	});

	it('ends the wait where Crun refuses for good', async () => {
		sim.faults.add({ endpoint: 'asset-info', kind: 'status', status: 422, message: 'No' });
		const { error } = await upload();
		expect(messageOf(error)).toMatch(/^Crun refused to check the asset\. No \(422\).*asset-/);
		expect(checks()).toBe(1);
	});

	it('ends the wait where Crun rejects the API key twice', async () => {
		sim.faults.add({ endpoint: 'asset-info', kind: 'status', status: 401 });
		expect(messageOf((await upload()).error)).toMatch(/^Crun rejected the API key\. .*asset-/);
		expect(checks()).toBe(2);
	});
});

describe('a stopped execution', () => {
	it('ends the wait immediately, and sends no more', async () => {
		const stop = new AbortController();
		const running = upload({ pollIntervalSeconds: 30 }, { signal: stop.signal });
		await waitForAssets(sim);
		await sleep(100);
		const at = Date.now();
		stop.abort();
		const { error } = await within(5000, running);

		expect(Date.now() - at).toBeLessThan(600);
		expect(messageOf(error)).toMatch(/^The execution was stopped while it waited for a review\./);
		expect(messageOf(error)).toContain(idOf());
		await sleep(300);
		expect(checks()).toBe(0);
	});

	it('ends the wait while Crun has asked for a break', async () => {
		sim.faults.add({ endpoint: 'asset-info', kind: 'rateLimit', retryAfter: 60 });
		const stop = new AbortController();
		const running = upload({}, { signal: stop.signal });
		await waitForChecks(1);
		const at = Date.now();
		stop.abort();
		await within(5000, running);
		expect(Date.now() - at).toBeLessThan(1000);
		expect(checks()).toBe(1);
	});
});
