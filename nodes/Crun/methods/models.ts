import type {
	ILoadOptionsFunctions,
	INodeListSearchResult,
	INodePropertyOptions,
	ResourceMapperField,
	ResourceMapperFields,
} from 'n8n-workflow';
import { isMedia, type InputField } from '../crun/inputSchema';
import type { Model } from '../crun/contract';
import { Problem } from '../crun/problem';
import { toNodeError } from '../n8n/errors';
import { openClient } from '../transport/client';
import { listModels, readModelFields } from '../transport/models';

/** The model dropdown: grouped by what they make, then by how; searched in names and descriptions. */
export async function searchModels(
	this: ILoadOptionsFunctions,
	filter = '',
): Promise<INodeListSearchResult> {
	try {
		const models = await listModels(await openClient(this));
		const words = filter.toLowerCase().trim().split(/\s+/);
		const texts = ({ model, modality, operation, description }: Model) =>
			[modality, operation, model, description].join(' ').toLowerCase();
		const found = models.filter((model) => words.every((word) => texts(model).includes(word)));
		const group = ({ modality, operation, model }: Model) =>
			[modality ?? '~', operation ?? '~', model].join(' '); // '~' comes after all letters
		found.sort((left, right) => (group(left) < group(right) ? -1 : 1));
		return {
			results: found.map((model) => ({
				name: [model.model, model.modality, model.operation].filter(Boolean).join(' · '),
				value: model.model,
				...(model.description ? { description: model.description } : {}),
			})),
		};
	} catch (error) {
		throw toNodeError(this.getNode(), error);
	}
}

/** The form of the chosen model, built from its live schema. */
export async function getModelFields(this: ILoadOptionsFunctions): Promise<ResourceMapperFields> {
	const fields = await chosenFields(this);
	if (fields === 'gone')
		return {
			fields: [],
			emptyFieldsNotice: 'Crun has no such model any more. Choose another one.',
		};
	if (fields === null)
		return {
			fields: [],
			emptyFieldsNotice:
				'Crun gives no readable list of fields for this model. Set <b>Input As</b> to <b>JSON</b> and write the input by hand.',
		};
	return { fields: fields.map(toMapperField) };
}

/** The fields of the chosen model that take a file. */
export async function getMediaFields(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const fields = await chosenFields(this);
	return Array.isArray(fields)
		? fields.filter(isMedia).map(({ name, title }) => ({ name: title, value: name }))
		: [];
}

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
		throw toNodeError(context.getNode(), error);
	}
}

const TYPES = {
	choice: 'options',
	boolean: 'boolean',
	number: 'number',
	text: 'string',
	url: 'string',
	urls: 'string',
	list: 'array',
	object: 'object',
	any: 'string',
} as const;

function toMapperField(field: InputField): ResourceMapperField {
	const { name, required, kind, choices, default: value } = field;
	const simple =
		typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
	return {
		id: name,
		displayName: labelOf(field),
		// A file may come from binary data instead, so the form must not insist on an address; the node checks it.
		required: required && !isMedia(field),
		defaultMatch: false,
		canBeUsedToMatch: false,
		display: true,
		removed: !required && !simple,
		type: TYPES[kind],
		...(kind === 'choice'
			? { options: choices.map((choice) => ({ name: String(choice), value: choice })) }
			: {}),
		...(simple ? { defaultValue: value } : {}),
	};
}

/** The form has no place for limits and hints but the label. */
function labelOf(field: InputField): string {
	const { title, kind, minimum, maximum, required } = field;
	const limits =
		kind === 'number' && (minimum !== undefined || maximum !== undefined)
			? `${minimum ?? '…'} to ${maximum ?? '…'}`
			: '';
	const hints = [
		limits,
		kind === 'urls' ? 'addresses, one per line' : kind === 'url' ? 'address' : '',
		required && isMedia(field) ? 'required' : '',
	].filter(Boolean);
	return hints.length > 0 ? `${title} (${hints.join(', ')})` : title;
}
