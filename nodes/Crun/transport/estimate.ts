import { endpoints, type CreateTaskRequest } from '../crun/contract';
import { explain } from '../crun/explain';
import { withSentence, type Problem } from '../crun/problem';
import type { Client } from './client';

/**
 * What Crun says a task would cost. Two estimates live side by side: the newer is asked first, the older where there is
 * no newer one. Creates nothing.
 * @returns credits
 * @throws Problem when neither can tell
 */
export async function estimate(client: Client, request: CreateTaskRequest): Promise<number> {
	const newer = await client.read(endpoints.estimateTask, request);
	if (newer.kind === 'ok') return newer.data.estimated_credits;
	const missing = newer.kind === 'refused' && newer.code === 404;
	if (!missing) throw explain(newer, 'estimate the price');
	const older = await client.read(endpoints.estimateCredits, request);
	if (older.kind === 'ok') return older.data.credits;
	throw explain(older, 'estimate the price');
}

/** @throws Problem when the balance cannot be read */
export async function readBalance(client: Client): Promise<number> {
	const outcome = await client.read(endpoints.balance, undefined);
	if (outcome.kind !== 'ok') throw explain(outcome, 'read the balance');
	return outcome.data.balance;
}

/** Adds price and balance to a refusal for lack of credits, as far as they can be had. */
export async function withPrice(
	client: Client,
	request: CreateTaskRequest,
	known: number | null,
	problem: Problem,
): Promise<Problem> {
	const [price, balance] = await Promise.all([
		known ?? estimate(client, request).catch(() => null), // the refusal itself is told either way
		readBalance(client).catch(() => null),
	]);
	const facts = [
		price === null ? '' : `The task costs ${price} credits.`,
		balance === null ? '' : `The account has ${balance} credits.`,
	].filter(Boolean);
	return facts.length === 0 ? problem : withSentence(problem, facts.join(' '));
}
