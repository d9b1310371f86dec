import { LoadOptionsContext } from 'n8n-core';
import { NodeHelpers, type ResourceMapperField, type ResourceMapperFields } from 'n8n-workflow';
import { buildAdditionalData } from '../../../dev/n8n-core/additionalData';
import type { EditorOptions } from './editor';
import { createFromModel, resourceMapper, type FieldValues } from './models';
import { locator } from './parameters';
import { buildWorkflow } from '../../../dev/n8n-core/workflow';

/** What the editor requests to show the fields of a model. */
export async function getModelFields(
	model: string,
	{ parameters, ...options }: EditorOptions,
): Promise<ResourceMapperFields> {
	const { workflow, node, type } = buildWorkflow({
		...options,
		parameters: {
			resource: 'task',
			operation: 'create',
			model: locator(model, 'list'),
			...parameters,
		},
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

/** The issues for which n8n refuses to run a node with these values. The editor shows them, too. */
export function parameterIssues(
	model: string,
	value: FieldValues,
	schema: ResourceMapperField[],
): string[] {
	const { node, type } = buildWorkflow({
		parameters: createFromModel(model, null, { input: resourceMapper(value, schema) }),
	});
	return Object.values(
		NodeHelpers.getNodeParametersIssues(type.description.properties, node, type.description)
			?.parameters ?? {},
	).flat();
}
