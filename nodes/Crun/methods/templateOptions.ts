import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';
import { VIDU_ASPECT_RATIOS } from '../crun/contract';
import type { Template } from '../crun/platforms';
import { Problem } from '../crun/problem';
import { resolutionText } from '../crun/search';
import { inOneText, toNodeError } from '../n8n/errors';
import { lookUpTemplate } from '../transport/catalogue';
import { openClient } from '../transport/client';
import { currentPlatform } from './searchTemplates';

/** The resolutions of the chosen template, with their prices. Empty until a template is chosen. */
export async function getResolutions(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const template = await chosenTemplate(this);
	return (template?.resolutions ?? []).map((one) => ({
		name: resolutionText(one),
		value: one.resolution,
	}));
}

/** The aspect ratios of the chosen template, or all of Vidu's where the catalogue does not list any. */
export async function getAspectRatios(
	this: ILoadOptionsFunctions,
): Promise<INodePropertyOptions[]> {
	const template = await chosenTemplate(this);
	const ratios = template?.aspect_ratios.length ? template.aspect_ratios : VIDU_ASPECT_RATIOS;
	return ratios.map((ratio) => ({ name: ratio, value: ratio }));
}

/** @returns null while no template is chosen, or when an expression chooses it at run time */
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
