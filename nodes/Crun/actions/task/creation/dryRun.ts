import { sumCredits } from '../../../crun/price';
import { settle } from '../../../crun/settle';
import { estimate, readBalance } from '../../../transport/estimate';
import type { ItemResult, OperationResult } from '../../operation';
import type { Plan } from './check';
import { forEachReady, type Item } from './item';
import type { Run } from './read';

/** Takes the place of all later stages: what each item would cost, and whether the balance is sufficient. */
export async function dryRun(
	{ client, options }: Run,
	items: Array<Item<Plan>>,
): Promise<OperationResult> {
	const balance = await settle(async () => await readBalance(client));
	const quotes = await forEachReady(items, async ({ model, price, placeOrder }) => {
		if (price !== null) return { model, credits: price, isEstimate: false };
		return { model, ...(await estimate(client, (await placeOrder()).request)) };
	});
	const total = sumCredits(
		quotes.flatMap((one) => (one.kind === 'ready' ? [one.value.credits] : [])),
	);
	const results = quotes.map((quote): ItemResult[] => {
		const { kind, itemIndex } = quote;
		if (kind === 'skipped') return [];
		if (kind === 'failed') return [{ kind: 'error', itemIndex, error: quote.error }];
		if ('error' in balance) return [{ kind: 'error', itemIndex, error: balance.error }];
		const { model, credits, isEstimate } = quote.value;
		const available = sumCredits([balance.value, -(options.keepAtLeast ?? 0)]);
		const json = {
			dry_run: true,
			model,
			estimated_credits: credits,
			...(isEstimate ? { charge_can_differ: true } : {}),
			balance: balance.value,
			affordable: credits <= available,
			run_estimated_credits: total,
			run_affordable: total <= available,
		};
		return [{ kind: 'output', itemIndex, output: [{ json }] }];
	});
	return { kind: 'done', items: results.flat() };
}
