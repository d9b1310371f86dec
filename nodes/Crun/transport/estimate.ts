import { endpoints, type CreateTaskRequest } from '../crun/contract';
import { explain } from '../crun/explain';
import { withSentence, type Problem } from '../crun/problem';
import type { Client } from './client';

/** What a task would cost. */
export interface Price {
	credits: number;
	/** Whether Crun calls the price an estimate, so that the final charge can differ. */
	isEstimate: boolean;
}

/** With these codes, Crun refuses the task itself: the other estimate would say no more. */
const FINAL = new Set([401, 402, 403, 422]);
/** The endpoint does not exist. */
const MISSING = new Set([404, 405]);

/**
 * What Crun says a task would cost. There are two estimates: the newer one is asked first, and the older one
 * where the newer cannot be used. Creates nothing.
 * @throws Problem when neither returns a price, or Crun refuses the task
 */
export async function estimate(client: Client, request: CreateTaskRequest): Promise<Price> {
	const newer = await client.read(endpoints.estimateTask, request);
	if (newer.kind === 'ok') return { credits: newer.data.estimated_credits, isEstimate: false };
	if (!newer.foreign && FINAL.has(newer.code ?? 0)) throw explain(newer, 'estimate the price');
	const older = await client.read(endpoints.estimateCredits, request);
	if (older.kind === 'ok') {
		return { credits: older.data.credits, isEstimate: older.data.estimated === true };
	}
	throw explain(MISSING.has(older.code ?? 0) ? newer : older, 'estimate the price');
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
		knownPrice ?? estimateOrNull(client, request), // the refusal is reported either way
		readBalance(client).catch(() => null),
	]);
	const facts = [
		price === null ? '' : `The task costs ${price} credits.`,
		balance === null ? '' : `The account has ${balance} credits.`,
	].filter(Boolean);
	return facts.length === 0 ? problem : withSentence(problem, facts.join(' '));
}

async function estimateOrNull(client: Client, request: CreateTaskRequest): Promise<number | null> {
	try {
		return (await estimate(client, request)).credits;
	} catch {
		return null;
	}
}
