import type { Template } from './platforms';
import { Problem } from './problem';

/**
 * The price of a template task, where the catalogue states it exactly.
 * @param resolution the chosen one; undefined where the platform offers no choice
 * @returns credits, or null when only an estimate can tell
 */
export function exactPrice(
	{ resolutions, credits_from: from }: Template,
	resolution: string | undefined,
): number | null {
	if (resolution !== undefined)
		return resolutions.find((one) => one.resolution === resolution)?.credits ?? null;
	return resolutions.length > 1 ? null : from;
}

/** Follows a price that Crun calls an estimate. */
const ESTIMATE = 'Crun calls this price an estimate: the final charge can differ.';

/**
 * @param isEstimate whether Crun calls the price an estimate
 * @throws Problem when one item costs more credits than the user allows per item
 */
export function checkItemPrice(
	credits: number,
	maxCredits: number | undefined,
	isEstimate = false,
): void {
	if (maxCredits === undefined || credits <= maxCredits) return;
	throw new Problem(
		'The task costs more than Max Credits allows',
		withNote(
			`It would cost ${credits} credits, and Max Credits is ${maxCredits}. Nothing was created.`,
			isEstimate,
		),
	);
}

/**
 * @param isEstimate whether Crun calls one of the prices an estimate
 * @throws Problem when all items together cost more credits than the user allows
 */
export function checkRunPrice(
	prices: number[],
	maxCreditsPerRun: number | undefined,
	isEstimate = false,
): void {
	const total = sumCredits(prices);
	if (maxCreditsPerRun === undefined || total <= maxCreditsPerRun) return;
	throw new Problem(
		'The tasks cost more than Max Credits per Run allows',
		withNote(
			`The tasks of this run would cost ${total} credits together, and Max Credits per Run is ${maxCreditsPerRun}. Nothing was created.`,
			isEstimate,
		),
	);
}

/**
 * @param balance credits in the account
 * @param total credits of all tasks that are about to be created
 * @param isEstimate whether Crun calls one of the prices an estimate
 * @throws Problem when fewer credits would be left than the user wants to keep
 */
export function checkBalance(
	balance: number,
	total: number,
	keepAtLeast: number,
	isEstimate = false,
): void {
	if (sumCredits([balance, -total]) >= keepAtLeast) return;
	throw new Problem(
		'The tasks would leave less than Keep At Least in the account',
		withNote(
			`The account has ${balance} credits, the tasks would cost ${total} together, and Keep At Least is ${keepAtLeast}. Nothing was created.`,
			isEstimate,
		),
	);
}

function withNote(text: string, isEstimate: boolean): string {
	return isEstimate ? `${text} ${ESTIMATE}` : text;
}

/** Adds credits up. They have a few decimals; a plain sum in floating point would show more of them. */
export function sumCredits(prices: number[]): number {
	return Math.round(prices.reduce((sum, credits) => sum + credits, 0) * 1e6) / 1e6;
}
