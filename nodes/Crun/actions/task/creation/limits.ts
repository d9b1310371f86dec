import type { ItemSettings, Run } from './read';

/** The limits that the price of an item is compared with, in credits; none where the user set none. */
export function limitsOf(
	{ options: { maxCreditsPerRun, keepAtLeast } }: Pick<Run, 'options'>,
	{ maxCredits }: Pick<ItemSettings, 'maxCredits'>,
): number[] {
	return [maxCredits, maxCreditsPerRun, keepAtLeast].filter((limit) => limit !== undefined);
}
