import { endpoints } from '../../nodes/Crun/crun/contract';
import type { Contact } from '../contact';
import { ok } from '../crun/expectation';
import { requestFor, type Priced } from './cheapest';

const section = 'estimates';
const NEWER = 'EstimateTask';
const OLDER = 'estimate-credits';

/** Asks both estimates for the price of the cheapest template. */
export async function checkEstimates(
	contact: Contact,
	cheapest: Priced | undefined,
	imageUrl: string | undefined,
): Promise<void> {
	const image = imageUrl ?? cheapest?.template.cover_url;
	if (!cheapest || !image) {
		const reason = cheapest ? 'there is no image' : 'no template with a price is known';
		for (const name of [NEWER, OLDER]) contact.addUnchecked({ section, name }, reason);
		return;
	}
	const body = requestFor(cheapest, image);
	const compare = (credits: number) => [
		credits === cheapest.credits
			? null
			: `The estimate is ${credits} credits, and the catalog says ${cheapest.credits}`,
	];
	await contact.check({
		section,
		name: NEWER,
		endpoint: endpoints.estimateTask,
		body,
		expect: ok,
		examine: ({ estimated_credits: credits, balance, affordable }) => [
			...compare(credits),
			balance === null || balance === undefined ? 'There is no readable balance' : null,
			typeof affordable === 'boolean' ? null : 'There is no readable field affordable',
		],
	});
	await contact.check({
		section,
		name: OLDER,
		endpoint: endpoints.estimateCredits,
		body,
		expect: ok,
		examine: ({ credits, estimated }) => [
			...compare(credits),
			typeof estimated === 'boolean' ? null : 'There is no readable field estimated',
		],
	});
}
