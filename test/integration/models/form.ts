import { LoadOptionsContext } from 'n8n-core';
import {
	NodeHelpers,
	type INodeParameters,
	type ResourceMapperField,
	type ResourceMapperFields,
	type ResourceMapperValue,
} from 'n8n-workflow';
import { buildAdditionalData, type EditorOptions } from '../support';
import { buildWorkflow } from '../support/workflow';

/** What is in the fields of a form; expressions may give anything. */
export type Values = ResourceMapperValue['value'];

/** A chosen model, as the resource locator stores it. */
export const chosen = (value: string, mode = 'list') => ({ __rl: true, mode, value });

/** What the editor does to build the form of a chosen model. */
export async function formOf(
	model: string,
	{ parameters, ...options }: EditorOptions,
): Promise<ResourceMapperFields> {
	const { workflow, node, type } = buildWorkflow({
		...options,
		parameters: { resource: 'task', operation: 'create', model: chosen(model), ...parameters },
	});
	const load = type.methods?.resourceMapping?.getModelFields;
	if (!load) throw new Error('No resourceMapping method getModelFields');
	return await load.call(
		new LoadOptionsContext(
			workflow,
			node,
			buildAdditionalData(options, { currentNodeParameters: node.parameters }),
			'parameters',
		),
	);
}

/** A filled form, as the editor stores it: the values, and the fields that it was made of. */
export function filled(value: Values, schema: ResourceMapperField[] = []): ResourceMapperValue {
	return {
		mappingMode: 'defineBelow',
		value,
		matchingColumns: [],
		schema,
		attemptToConvertTypes: false,
		convertFieldsToString: false,
	};
}

/** Task > Create From Any Model, with the values in its form. */
export const make = (
	model: string,
	value: Values,
	more: INodeParameters = {},
): INodeParameters => ({
	resource: 'task',
	operation: 'create',
	model: chosen(model),
	input: filled(value),
	...more,
});

/** The same with the input written by hand. */
export const makeFromJson = (
	model: string,
	inputJson: string,
	more: INodeParameters = {},
): INodeParameters => ({
	resource: 'task',
	operation: 'create',
	model: chosen(model, 'id'),
	inputMode: 'json',
	inputJson,
	...more,
});

/** What keeps n8n from running a node with these values, in n8n's own words: the editor shows it, and an execution refuses to start. */
export function issuesOf(model: string, value: Values, schema: ResourceMapperField[]): string[] {
	const { node, type } = buildWorkflow({
		parameters: make(model, null, { input: filled(value, schema) }),
	});
	return Object.values(
		NodeHelpers.getNodeParametersIssues(type.description.properties, node, type.description)
			?.parameters ?? {},
	).flat();
}
