import type { Template } from './platforms';
import { Problem } from './problem';

/**
 * The price of a template task, where the catalogue is exact about it.
 * @param resolution the chosen one; undefined where the platform has no choice
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

/** @throws Problem when one item costs more than the user allows per item */
export function checkItemPrice(credits: number, maxCredits: number | undefined): void {
	if (maxCredits !== undefined && credits > maxCredits) {
		throw new Problem(
			`This task would cost ${credits} credits, more than Max Credits allows (${maxCredits}). Nothing was created`,
		);
	}
}

/** @throws Problem when all items together cost more than the user allows */
export function checkRunPrice(prices: number[], maxCreditsPerRun: number | undefined): void {
	const total = sumCredits(prices);
	if (maxCreditsPerRun !== undefined && total > maxCreditsPerRun) {
		throw new Problem(
			`The tasks of this run would cost ${total} credits together, more than Max Credits per Run allows (${maxCreditsPerRun}). Nothing was created`,
		);
	}
}

/** Credits have a few decimals; a sum in floating point would show more of them. */
export function sumCredits(prices: number[]): number {
	return Math.round(prices.reduce((sum, credits) => sum + credits, 0) * 1e6) / 1e6;
}
