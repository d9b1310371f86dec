import type { FaultKind } from '../../../dev/simulator';
import {
	executeNode,
	messageOf,
	uploadAsset,
	useSimulator,
	waitForAssets,
	within,
	type ExecuteOptions,
} from '../support';

/** The rounds of status checks while Crun reviews assets, and what the errors at their end say. */

const sim = useSimulator({ assetReviewMs: 'manual' });

const idOf = (index = 0) => sim.registered[index]?.AssetId ?? 'no asset';
const upload = async (
	options: Parameters<typeof uploadAsset>[1] = {},
	more: Partial<ExecuteOptions> = {},
) => await executeNode({ sim, parameters: uploadAsset({}, options), ...more });
const two = { items: [{ json: {} }, { json: {} }] };
const SHORT = { timeoutMinutes: 0.01 };
const ONE_CHECK = { ...SHORT, pollIntervalSeconds: 100 };
const checks = () => sim.requestsTo('asset-info').length;
const waitForChecksOf = async (index: number, count: number) =>
	await sim.waitFor('ended', ({ query }) => query.asset_id === idOf(index), {
		count,
		timeoutMs: 5000,
	});
const answerWith = (fault: FaultKind, times?: number) =>
	sim.faults.add({ endpoint: 'asset-info', ...fault, ...(times ? { times } : {}) });
const REJECTED: FaultKind = { kind: 'status', status: 401 };

describe('The wait', () => {
	it('continues for the other asset after one review has ended', async () => {
		const running = upload({}, two);
		await waitForAssets(sim, 2);
		sim.assets.finish(idOf(0), 'Active');
		await waitForChecksOf(1, 3);
		sim.assets.finish(idOf(1), 'Active');
		const { json } = await running;
		expect(json.map(({ status }) => status)).toEqual(['active', 'active']);
		expect(
			sim.requestsTo('asset-info').filter(({ query }) => query.asset_id === idOf(0)),
		).toHaveLength(1);
	});

	it('survives a rejected API key before and after another failure', async () => {
		const running = upload();
		await waitForAssets(sim);
		answerWith(REJECTED, 1);
		await waitForChecksOf(0, 1);
		sim.faults.clear();
		answerWith({ kind: 'maintenance' }, 1);
		await waitForChecksOf(0, 2);
		sim.faults.clear();
		answerWith(REJECTED, 1);
		await waitForChecksOf(0, 3);
		sim.assets.finish(idOf(), 'Active');
		expect((await running).json).toMatchObject([{ status: 'active' }]);
	});

	it('checks with one request at a time, also where that fails', async () => {
		answerWith({ kind: 'html' });
		await upload(ONE_CHECK);
		expect(checks()).toBe(1);
	});

	it('does not take much longer if Crun asks for a long break', async () => {
		answerWith({ kind: 'rateLimit', retryAfter: 4 });
		const { json } = await within(2500, upload({ ...SHORT, onTimeout: 'pending' }, two));
		expect(json).toMatchObject([{ timed_out: true }, { timed_out: true }]);
	});

	it('begins with a check where an earlier attempt registered the asset', async () => {
		const { runData } = await upload(SHORT);
		sim.assets.finish(idOf(), 'Active');
		const { json } = await within(5000, upload({ pollIntervalSeconds: 100 }, { runData }));
		expect(json).toMatchObject([{ asset_id: idOf(), status: 'active' }]);
		expect(sim.registered).toHaveLength(1);
	});

	it('keeps what has ended when the execution is stopped', async () => {
		const stop = new AbortController();
		const running = upload({}, { ...two, signal: stop.signal, continueOnFail: true });
		await waitForAssets(sim, 2);
		sim.assets.finish(idOf(0), 'Active');
		await waitForChecksOf(1, 2);
		stop.abort();
		const { json } = await running;
		expect(json.filter(({ error }) => !error)).toMatchObject([{ asset_id: idOf(0) }]);
		expect(json.filter(({ error }) => error)).toMatchObject([
			{ error: expect.stringContaining(idOf(1)) as string },
		]);
	});
});

describe('The error', () => {
	const name = 'NodeApiError';

	it.each<[string, FaultKind, string]>([
		['the status', { kind: 'latency', ms: 1 }, 'Its status is processing.'],
		['a missing asset', { kind: 'dataNull' }, 'Crun does not know the asset at the moment.'],
		[
			'another asset',
			{ kind: 'body', body: { code: 200, data: { AssetId: 'x', Status: 'Active' } } },
			'Crun returned another asset.',
		],
	])('of a review that takes too long names %s', async (_, fault, state) => {
		answerWith(fault);
		expect((await upload(ONE_CHECK)).error).toMatchObject({
			name,
			message: 'The review of the asset did not finish in time',
			description: `Crun is still reviewing asset ${idOf()}. ${state} Nothing was charged. Check it with Asset > Get, or raise the timeout and retry: the asset is not registered again.`,
		});
	});

	it.each<[string, Record<string, unknown>, string]>([
		[
			'with a code',
			{ Error: { Code: 7, Message: 'No. A public figure.' } },
			'No. A public figure (7)',
		],
		['without a code', { Reason: 'A public figure' }, 'A public figure'],
	])('of a failed review names the reason %s', async (_, fields, reason) => {
		const running = upload();
		await waitForAssets(sim);
		sim.assets.finish(idOf(), 'Failed', fields);
		expect((await running).error).toMatchObject({
			name,
			message: 'The asset failed the review at Crun',
			description: `Asset ${idOf()} ("photo.png"): ${reason}. No task may use it, and nothing was charged. Use another file.`,
		});
	});

	it('of a failed review does without a name', async () => {
		const running = upload();
		await waitForAssets(sim);
		sim.assets.finish(idOf(), 'Failed', { Name: undefined, Reason: 'No' });
		expect(messageOf((await running).error)).toContain(`Asset ${idOf()}: No. No task`);
	});

	it('of a stopped execution says where the asset is', async () => {
		answerWith({ kind: 'rateLimit', retryAfter: 60 });
		const stop = new AbortController();
		const running = upload({}, { signal: stop.signal });
		await waitForAssets(sim);
		await waitForChecksOf(0, 1);
		stop.abort();
		expect((await running).error).toMatchObject({
			name,
			message: 'The execution was stopped while it waited for a review',
			description: `Crun is still reviewing asset ${idOf()}: check it with Asset > Get.`,
		});
	});
});
