import type { Template } from './platforms';
import { Problem } from './problem';
import { resolutionText } from './search';

/** Chosen instead of a resolution: the cheapest one of the template, whatever that is when the task is created. */
export const CHEAPEST = 'cheapest';

/**
 * The cheapest resolution of a template.
 * @returns null where the catalogue does not tell: it states no resolutions, or the price of only some of them
 */
export function cheapestOf({
	resolutions,
}: Pick<Template, 'resolutions'>): Template['resolutions'][number] | null {
	const [only, ...others] = resolutions;
	if (!only || others.length === 0) return only ?? null;
	const byPrice = resolutions.flatMap(({ resolution, credits }) =>
		credits === null ? [] : [{ resolution, credits }],
	);
	if (byPrice.length < resolutions.length) return null;
	return byPrice.reduce((best, one) => (one.credits < best.credits ? one : best));
}

/**
 * The resolution that a choice stands for.
 * @param template as it was just looked up; null when Crun could not be asked
 * @returns the choice itself unless it is CHEAPEST; '' for a template that offers no resolutions
 * @throws Problem when nothing is known to be the cheapest
 */
export function settleResolution(template: Template | null, chosen: string): string {
	if (chosen !== CHEAPEST) return chosen;
	if (template === null)
		throw unknown(
			'Crun’s catalog could not be read, so nothing was created. Select a resolution of the template, or try again later.',
			'api',
		);
	const { name, resolutions } = template;
	const cheapest = cheapestOf(template);
	if (cheapest !== null) return cheapest.resolution;
	if (resolutions.length === 0) return '';
	throw unknown(
		`Crun does not state the price of every resolution of "${name}", so select one of them. "${name}" offers: ${resolutions.map(resolutionText).join(', ')}.`,
		'input',
	);
}

function unknown(description: string, kind: 'input' | 'api'): Problem {
	return new Problem('The cheapest resolution is not known', description, { kind });
}
