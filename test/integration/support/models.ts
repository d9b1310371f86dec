import type { INodeParameters, ResourceMapperField, ResourceMapperValue } from 'n8n-workflow';
import { locator } from './parameters';

/** The values in the fields of a model; an expression can produce any value. */
export type FieldValues = ResourceMapperValue['value'];

/** The value of a resource mapper as the editor stores it: the values, and the fields they belong to. */
export function resourceMapper(
	value: FieldValues,
	schema: ResourceMapperField[] = [],
): ResourceMapperValue {
	return {
		mappingMode: 'defineBelow',
		value,
		matchingColumns: [],
		schema,
		attemptToConvertTypes: false,
		convertFieldsToString: false,
	};
}

/** Task > Create From Any Model, using the fields below, without waiting. */
export const createFromModel = (
	model: string,
	value: FieldValues,
	more: INodeParameters = {},
): INodeParameters => ({
	resource: 'task',
	operation: 'create',
	waitMode: 'none',
	model: locator(model, 'list'),
	input: resourceMapper(value),
	...more,
});

/** Task > Create From Any Model, using JSON, without waiting. */
export const createFromJson = (
	model: string,
	inputJson: string,
	more: INodeParameters = {},
): INodeParameters => ({
	resource: 'task',
	operation: 'create',
	waitMode: 'none',
	model: locator(model),
	inputMode: 'json',
	inputJson,
	...more,
});

/** The parameter Files From Binary Data: which field of the model gets the file in which binary field. */
export const filesFromBinary = (
	...pairs: Array<[field: string, binaryPropertyName: string]>
): INodeParameters => ({
	mediaFromBinary: {
		files: pairs.map(([field, binaryPropertyName]) => ({ field, binaryPropertyName })),
	},
});

/** The default price of `createSora()`. */
export const SORA_PRICE = 50;

/** A model whose price depends on its input (10 credits per second), so that only an estimate tells it. */
export const createSora = (options: INodeParameters, more: INodeParameters = {}): INodeParameters =>
	createFromModel(
		'openai/sora-2',
		{ prompt: '={{ $json.prompt ?? "A cat" }}', duration: '={{ $json.duration ?? 5 }}' },
		{ options, ...more },
	);
