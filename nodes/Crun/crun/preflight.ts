import type { Template } from './platforms';
import { Problem } from './problem';
import { resolutionText } from './search';

/** Refuses, before it costs anything, what the template is known not to take. What the catalogue does not say passes. */

/** @throws Problem when the template is known to take another number of images */
export function checkImageCount({ name, image_count: wanted }: Template, given: number): void {
	if (wanted === null || wanted === given) return;
	throw new Problem(
		`The template "${name}" takes ${wanted} ${wanted === 1 ? 'image' : 'images'}, but ${given} ${given === 1 ? 'was' : 'were'} given`,
	);
}

/** @throws Problem when none is chosen although there is a choice, or the chosen one is not offered */
export function checkResolution({ name, resolutions }: Template, chosen: string): void {
	if (resolutions.length === 0 || resolutions.some(({ resolution }) => resolution === chosen))
		return;
	const offer = resolutions.map(resolutionText).join(', ');
	throw new Problem(
		chosen === ''
			? `No resolution is chosen. "${name}" offers: ${offer}`
			: `The template "${name}" does not offer the resolution "${chosen}". It offers: ${offer}`,
	);
}

/** @throws Problem when the template is known to offer other aspect ratios only */
export function checkAspectRatio(
	{ name, aspect_ratios: offered }: Template,
	chosen: string | undefined,
): void {
	if (chosen === undefined || offered.length === 0 || offered.includes(chosen)) return;
	throw new Problem(
		`The template "${name}" does not offer the aspect ratio "${chosen}". It offers: ${offered.join(', ')}`,
	);
}
