import type {
	ILoadOptionsFunctions,
	INodeListSearchResult,
	INodePropertyOptions,
	ResourceMapperFields,
} from 'n8n-workflow';
import { isMedia, type InputField } from '../crun/inputSchema';
import type { Model } from '../crun/contract';
import { findModels } from '../crun/models';
import { Problem } from '../crun/problem';
import { creditsText } from '../crun/search';
import { inOneText, toNodeError } from '../n8n/errors';
import { openClient } from '../transport/client';
import { listModels, readModelFields } from '../transport/models';
import { toMapperField } from './mapperField';

/**
 * The model dropdown, sorted by what the models create (modality), then by how (operation). The filter's words may
 * occur in either of these, in the name or in the description.
 */
export async function searchModels(
	this: ILoadOptionsFunctions,
	filter = '',
): Promise<INodeListSearchResult> {
	try {
		const found = findModels(await listModels(await openClient(this)), filter);
		return {
			results: found.map(({ model }) => ({
				name: summarize(model),
				value: model.model,
				...(model.description ? { description: model.description } : {}),
			})),
		};
	} catch (error) {
		throw toNodeError(this.getNode(), error);
	}
}

/** "google/veo-3 · video · text-to-video · 150 credits", as far as Crun says so. */
function summarize({ model, modality, operation, credits }: Model): string {
	const price = credits === null ? null : creditsText(credits);
	return [model, modality, operation, price].filter(Boolean).join(' · ');
}

/** The form for the chosen model, built from its live schema. Without fields, a notice says why. */
export async function getModelFields(this: ILoadOptionsFunctions): Promise<ResourceMapperFields> {
	const fields = await chosenFields(this);
	if (fields === 'gone')
		return {
			fields: [],
			emptyFieldsNotice: 'Crun does not offer this model, or no longer does. Choose another model.',
		};
	if (fields === null)
		return {
			fields: [],
			emptyFieldsNotice:
				'Crun does not provide a readable list of fields for this model. Set <b>Specify Input</b> to <b>Using JSON</b> and enter the input as JSON.',
		};
	return { fields: fields.map(toMapperField) };
}

/** The fields of the chosen model that take files. Empty until a model is chosen. */
export async function getMediaFields(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const fields = await chosenFields(this);
	return Array.isArray(fields)
		? fields.filter(isMedia).map(({ name, title }) => ({ name: title, value: name }))
		: [];
}

/**
 * @returns no fields while no model is chosen, or when an expression chooses it at run time; else as readModelFields
 * @throws NodeApiError | NodeOperationError when Crun cannot be reached or refuses
 */
async function chosenFields(context: ILoadOptionsFunctions): Promise<InputField[] | 'gone' | null> {
	const model = String(
		context.getCurrentNodeParameter('model', { extractValue: true }) ?? '',
	).trim();
	if (model === '' || model.startsWith('=')) return [];
	try {
		const fields = await readModelFields(await openClient(context), model);
		if (fields instanceof Problem) throw fields;
		return fields;
	} catch (error) {
		throw inOneText(toNodeError(context.getNode(), error));
	}
}
