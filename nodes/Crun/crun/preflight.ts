import { VIDU_ASPECT_RATIOS } from './contract';
import type { Template } from './platforms';
import { Problem } from './problem';
import { imagesText, resolutionText } from './search';

/**
 * Refuses, before it costs anything, what the template is known not to accept. What the catalogue does not say
 * passes.
 */

/** @throws Problem when the template is known to take another number of images */
export function checkImageCount({ name, image_count: wanted }: Template, given: number): void {
	if (wanted === null || wanted === given) return;
	throw new Problem(
		'The template takes a different number of images',
		`"${name}" takes ${imagesText(wanted)}, but ${given} ${given === 1 ? 'was' : 'were'} provided.`,
	);
}

/**
 * @param chosen empty when nothing was chosen
 * @throws Problem when the template offers resolutions and this is not one of them
 */
export function checkResolution({ name, resolutions }: Template, chosen: string): void {
	if (resolutions.length === 0 || resolutions.some(({ resolution }) => resolution === chosen))
		return;
	const offer = `"${name}" offers: ${resolutions.map(resolutionText).join(', ')}.`;
	if (chosen === '') throw new Problem('No resolution is selected', offer);
	throw new Problem(
		'The template does not offer this resolution',
		`"${chosen}" was requested. ${offer}`,
	);
}

/**
 * @param template null when Crun could not be asked
 * @throws Problem for an aspect ratio that the template does not offer; where it names none, that is not documented
 */
export function checkAspectRatio(template: Template | null, chosen: string | undefined): void {
	const offered: readonly string[] = template?.aspect_ratios.length
		? template.aspect_ratios
		: VIDU_ASPECT_RATIOS;
	if (chosen === undefined || offered.includes(chosen)) return;
	throw new Problem(
		'The template does not offer this aspect ratio',
		`"${chosen}" was requested. ${template ? `"${template.name}"` : 'Vidu'} offers: ${offered.join(', ')}.`,
	);
}
