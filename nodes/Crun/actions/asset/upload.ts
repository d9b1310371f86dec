import type { IExecuteFunctions } from 'n8n-workflow';
import { assetFields } from '../../fields/asset/upload';
import { monotonicMs } from '../../n8n/monotonic';
import { DEFAULT_CONCURRENCY, Pool } from '../../transport/pool';
import { pollAssets } from '../../wait/pollAssets';
import type { ItemResult, Operation } from '../operation';
import { parametersOf } from '../parameters';
import { identityOf } from '../task/creation/identity';
import { forEachReady, type Item } from '../task/creation/item';
import { presentReview } from './present';
import { openAssetRun, readAssetOrder, type AssetRun } from './read';
import { checkAssetOrder, registerItem, type AssetPlan, type PlacedAsset } from './register';

/**
 * Every item is checked before anything is sent, and all assets are registered before their reviews are waited for in
 * one loop.
 */
export const upload: Operation = {
	async execute(context) {
		const run = await openAssetRun(context);
		const plans = await checkAll(context, run);
		if (endsHere(run, plans)) return { kind: 'done', items: failuresOf(plans) };
		const placed = await registerAll(context, run, plans);
		if (endsHere(run, placed)) return { kind: 'done', items: failuresOf(placed) };
		return { kind: 'done', items: [...failuresOf(placed), ...(await waitForAll(run, placed))] };
	},
};

async function checkAll(
	context: IExecuteFunctions,
	run: AssetRun,
): Promise<Array<Item<AssetPlan>>> {
	const starts = context
		.getInputData()
		.map((_, itemIndex): Item<null> => ({ kind: 'ready', itemIndex, value: null }));
	return await forEachReady(starts, async (_, itemIndex) => {
		const order = readAssetOrder(parametersOf(context, itemIndex));
		return await checkAssetOrder(run, itemIndex, order);
	});
}

/** Once one item has failed, no further item starts, unless the node continues on fail. */
async function registerAll(
	context: IExecuteFunctions,
	run: AssetRun,
	items: Array<Item<AssetPlan>>,
): Promise<Array<Item<PlacedAsset>>> {
	const { parameters: unresolved } = context.getNode();
	const input = context.getInputData();
	const slots = new Pool(run.concurrency ?? DEFAULT_CONCURRENCY, run.signal);
	let failed = false;
	const register = async (itemIndex: number, plan: AssetPlan): Promise<Item<PlacedAsset>> => {
		if (failed && run.stopsOnError) return { kind: 'skipped', itemIndex };
		try {
			const json = input[itemIndex]?.json ?? {};
			const identity = run.isTool ? null : identityOf(assetFields, unresolved, json);
			const value = await registerItem(run, itemIndex, plan, identity);
			return { kind: 'ready', itemIndex, value };
		} catch (error) {
			failed = true;
			return { kind: 'failed', itemIndex, error };
		}
	};
	return await Promise.all(
		items.map(async (item): Promise<Item<PlacedAsset>> => {
			if (item.kind !== 'ready') return item;
			const { itemIndex, value } = item;
			try {
				return await slots.run(async () => await register(itemIndex, value));
			} catch (error) {
				return { kind: 'failed', itemIndex, error }; // the execution was stopped
			}
		}),
	);
}

async function waitForAll(run: AssetRun, items: Array<Item<PlacedAsset>>): Promise<ItemResult[]> {
	const { client, waits, timeoutMs, intervalMs, signal } = run;
	const placed = items.flatMap((item) => (item.kind === 'ready' ? [item] : []));
	const assets = placed.map(({ value }) => value.asset);
	const deadline = monotonicMs() + timeoutMs;
	const reviews = waits ? await pollAssets(client, assets, { deadline, intervalMs, signal }) : [];
	return placed.map(({ itemIndex, value }, index): ItemResult => {
		try {
			const output = [presentReview(run, value, reviews[index])];
			return { kind: 'output', itemIndex, output };
		} catch (error) {
			return { kind: 'error', itemIndex, error };
		}
	});
}

/** Whether the node is about to fail, so that nothing further is begun. */
function endsHere({ stopsOnError }: AssetRun, items: Array<Item<unknown>>): boolean {
	return stopsOnError && items.some(({ kind }) => kind === 'failed');
}

function failuresOf(items: Array<Item<unknown>>): ItemResult[] {
	return items.flatMap((item): ItemResult[] =>
		item.kind === 'failed' ? [{ ...item, kind: 'error' }] : [],
	);
}
