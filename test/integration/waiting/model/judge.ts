import { messageOf, type Execution as Outcome } from '../../support';
import type { Expectation } from './expectation';
import type { Attempt, Sent } from './history';

/**
 * Compares an attempt with what a user considers right.
 * @param outcome what the node returned or threw; null where the attempt ended early, and only the requests count
 * @returns what is wrong
 */
export function judge(
	{ orders, sent }: Attempt,
	expectations: Expectation[],
	outcome: Outcome | null,
): string[] {
	const sentFor = orders.map((_, item) => sent.filter((one) => one.item === item));
	const wrong = sentFor.flatMap((all, item) =>
		wrongRequests(all, orders[item], expectations[item]),
	);
	if (outcome === null) return wrong;
	const isExcused = sentFor.map((all, item) => {
		const last = all.at(-1);
		return last ? last.result !== 'created' : expectations[item]?.mayRefuse === true;
	});
	if (outcome.error !== undefined)
		return [...wrong, ...wrongError(messageOf(outcome.error), { sent, expectations, isExcused })];
	if (outcome.json.length !== orders.length)
		return [...wrong, `${outcome.json.length} items were returned for ${orders.length}`];
	const wrongItems = outcome.json.flatMap((json, item) => {
		const own = sentFor[item]?.at(-1);
		const expected = own?.result === 'created' ? [own.taskId] : expectations[item]?.resume;
		if (typeof json.task_id === 'string' && expected?.includes(json.task_id)) return [];
		if (json.error && isExcused[item]) return [];
		return [`item ${item} says ${JSON.stringify(json)}`];
	});
	return [...wrong, ...wrongItems];
}

function wrongRequests(all: Sent[], order: string | undefined, expected?: Expectation): string[] {
	const where = all[0] ? `item ${all[0].item}` : '';
	const others = all.filter((one) => one.order !== order);
	const again = all.slice(0, -1).filter(({ result }) => result !== 'later');
	return [
		...others.map((one) => `${where} ordered ${one.order} instead of ${order}`),
		...again.map(({ fault }) => `${where} was sent again after ${fault}`),
		...(all.length > 0 && expected?.buy === 'never'
			? [`paid twice: ${where} was sent, although its task exists or is unconfirmed`]
			: []),
	];
}

/** The node failed as a whole: for a reason, and it names the tasks that exist. */
function wrongError(
	text: string,
	{
		sent,
		expectations,
		isExcused,
	}: { sent: Sent[]; expectations: Expectation[]; isExcused: boolean[] },
): string[] {
	const created = sent.flatMap(({ result, taskId }) => (result === 'created' && taskId) || []);
	const resumed = expectations.flatMap(({ buy, resume, mayRefuse }) =>
		buy === 'never' && !mayRefuse ? resume : [],
	);
	return [
		...(isExcused.includes(true) ? [] : [`refused without a reason: ${text}`]),
		...[...created, ...resumed]
			.filter((id) => !text.includes(id))
			.map((id) => `lost: the error does not name task ${id}: ${text}`),
	];
}
