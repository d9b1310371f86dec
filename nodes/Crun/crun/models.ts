import type { JsonObject, Model, ModelEntry } from './contract';
import type { InputField } from './inputSchema';

/**
 * The entries in which every word of a search occurs: in the name, in what the model creates (modality), in how
 * (operation), or in the description. Sorted by what the models create, then by how.
 */
export function findModels(entries: ModelEntry[], search: string): ModelEntry[] {
	const words = search.toLowerCase().split(/\s/); // an empty one occurs everywhere
	const texts = ({ model: { model, modality, operation, description } }: ModelEntry) =>
		[modality, operation, model, description].join(' ').toLowerCase();
	const group = ({ model: { model, modality, operation } }: ModelEntry) =>
		[modality ?? '~', operation ?? '~', model].join(' '); // '~' comes after all letters
	return entries
		.filter((entry) => words.every((word) => texts(entry).includes(word)))
		.sort((left, right) => (group(left) < group(right) ? -1 : 1));
}

/**
 * A model with its input fields as the node returns them; `fields` is null where they cannot be read.
 * @param isShort leaves out what says nothing
 */
export function presentModel(
	model: Model,
	fields: InputField[] | null,
	isShort: boolean,
): JsonObject {
	const shorten = isShort ? withoutEmpty : (record: JsonObject) => record;
	return shorten({
		...model,
		fields: fields && fields.map((field) => shorten(presentField(field))),
	});
}

function presentField(field: InputField): JsonObject {
	const { name, kind, whole, required, choices, minimum = null, maximum = null } = field;
	return {
		name,
		type: whole && kind === 'number' ? 'integer' : kind,
		required,
		default: field.default ?? null,
		choices,
		minimum,
		maximum,
		description: field.description || null,
	};
}

/** What says something: every character that an agent reads costs its user. */
export function withoutEmpty(record: JsonObject): JsonObject {
	return Object.fromEntries(
		Object.entries(record).filter(
			([, value]) => value !== null && !(Array.isArray(value) && value.length === 0),
		),
	);
}
