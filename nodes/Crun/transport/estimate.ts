import { endpoints, type CreateTaskRequest } from '../crun/contract';
import { explain } from '../crun/explain';
import { withSentence, type Problem } from '../crun/problem';
import type { Client } from './client';

/**
 * What Crun says a task would cost. There are two estimates: the newer one is asked first, and the older one
 * where the newer does not exist. Creates nothing.
 * @returns credits
 * @throws Problem when neither returns a price
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

/** Adds the price and the balance to a refusal for lack of credits, as far as they can be read. */
export async function withPrice(
	client: Client,
	request: CreateTaskRequest,
	knownPrice: number | null,
	problem: Problem,
): Promise<Problem> {
	const [price, balance] = await Promise.all([
		knownPrice ?? estimate(client, request).catch(() => null), // the refusal is reported either way
		readBalance(client).catch(() => null),
	]);
	const facts = [
		price === null ? '' : `The task costs ${price} credits.`,
		balance === null ? '' : `The account has ${balance} credits.`,
	].filter(Boolean);
	return facts.length === 0 ? problem : withSentence(problem, facts.join(' '));
}
