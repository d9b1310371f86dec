import type { IDataObject, INodeParameters, INodeProperties } from 'n8n-workflow';
import { sortTemplatesBy } from '../../../fields/template/choice';

/**
 * What a later attempt recognizes an order by: what the user set, and the input item. The parameters are taken
 * as they stand in the node, so an expression whose value changes with every evaluation (`$now`, a random seed,
 * a newly signed URL) still orders the same task, and an edited parameter orders another one.
 */
export interface OrderIdentity {
	parameters: Record<string, unknown>;
	item: IDataObject;
}

/**
 * @param fields the fields that make the order; how to wait and what to return does not belong to it
 * @param parameters of the node, with their expressions
 * @param item the JSON of the input item
 */
export function identityOf(
	fields: INodeProperties[],
	parameters: INodeParameters,
	item: IDataObject,
): OrderIdentity {
	const ordered = fields
		.filter(isOrdered)
		.map((field): [string, unknown] => [
			field.name,
			withoutEditorState(field, parameters[field.name]),
		]);
	const { operation } = parameters;
	return { parameters: { operation, ...Object.fromEntries(ordered) }, item };
}

/** Some fields only help to fill in the others. */
function isOrdered({ name, type }: INodeProperties): boolean {
	return type !== 'notice' && name !== sortTemplatesBy.name;
}

/** The editor keeps more than the value: the name shown for it, or the fields that a form was made of. */
function withoutEditorState({ type }: INodeProperties, value: unknown): unknown {
	if (typeof value !== 'object' || value === null) return value;
	if (type === 'resourceLocator' && 'value' in value) return value.value;
	if (type !== 'resourceMapper') return value;
	// The item is the input then; the form's values are those of before, which the editor keeps.
	if ('mappingMode' in value && value.mappingMode === 'autoMapInputData') return value.mappingMode;
	if ('value' in value) return value.value;
	return value;
}
