import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';
import { BYTEDANCE_RESOLUTIONS, VIDU_ASPECT_RATIOS } from '../crun/contract';
import type { Template } from '../crun/platforms';
import { Problem } from '../crun/problem';
import { CHEAPEST, cheapestOf } from '../crun/resolution';
import { resolutionText } from '../crun/search';
import { inOneText, toNodeError } from '../n8n/errors';
import { lookUpTemplate } from '../transport/catalogue';
import { openClient } from '../transport/client';
import { currentPlatform } from './searchTemplates';

/**
 * The resolutions of the chosen template, with their prices, and the cheapest. All known resolutions while the template
 * is not known.
 */
export async function getResolutions(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const template = await chosenTemplate(this);
	const offered =
		template?.resolutions ??
		BYTEDANCE_RESOLUTIONS.map((resolution) => ({ resolution, credits: null }));
	return [
		cheapestOption(template),
		...offered.map((one) => ({ name: resolutionText(one), value: one.resolution })),
	];
}

function cheapestOption(template: Template | null): INodePropertyOptions {
	const option = (description: string, name = 'Cheapest') => ({
		name,
		value: CHEAPEST,
		description,
	});
	if (template === null)
		return option('The cheapest resolution of the template, determined whenever the node runs');
	const cheapest = cheapestOf(template);
	if (cheapest !== null) {
		const { resolution, credits } = cheapest;
		return option(
			`Currently ${resolution}. The node chooses again each time it runs.`,
			resolutionText({ resolution: 'Cheapest', credits }),
		);
	}
	return option(
		template.resolutions.length === 0
			? 'The template offers no choice of resolutions.'
			: 'Not known for this template, because Crun does not state the price of every resolution. Select one of them.',
	);
}

/** The aspect ratios of the chosen template, or all of Vidu's where the catalogue does not list any. */
export async function getAspectRatios(
	this: ILoadOptionsFunctions,
): Promise<INodePropertyOptions[]> {
	const template = await chosenTemplate(this);
	const ratios = template?.aspect_ratios.length ? template.aspect_ratios : VIDU_ASPECT_RATIOS;
	return ratios.map((ratio) => ({ name: ratio, value: ratio }));
}

/**
 * @returns null while no template is chosen, when an expression chooses it at run time, or when Crun does not have it
 */
async function chosenTemplate(context: ILoadOptionsFunctions): Promise<Template | null> {
	const id = String(
		context.getCurrentNodeParameter('templateId', { extractValue: true }) ?? '',
	).trim();
	if (id === '' || id.startsWith('=')) return null;
	try {
		const found = await lookUpTemplate(await openClient(context), currentPlatform(context), id);
		if (found instanceof Problem) throw found;
		return found === 'unknown' ? null : found.template;
	} catch (error) {
		throw inOneText(toNodeError(context.getNode(), error));
	}
}
