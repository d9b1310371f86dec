import type { INodeParameters } from 'n8n-workflow';
import { buildWorkflow } from '../../../dev/n8n-core/workflow';
import { createFromModel, locator } from '../support';

/** What the editor shows below the name of the node. */
function subtitleOf(parameters: INodeParameters): unknown {
	const { workflow, node, type } = buildWorkflow({ parameters });
	return workflow.expression.getSimpleParameterValue(
		node,
		type.description.subtitle ?? '',
		'internal',
		{},
	);
}

it.each<[INodeParameters, string]>([
	[
		{ resource: 'task', operation: 'createKling', templateId: locator('kiss', 'list') },
		'Create From Kling Template: kiss',
	],
	[createFromModel('google/veo-3', {}), 'Create From Any Model: google/veo-3'],
	[{ resource: 'task', operation: 'wait', taskId: 'x' }, 'Wait for task result'],
	[{ resource: 'account', operation: 'getBalance' }, 'Get account balance'],
	[{ resource: 'template', operation: 'getMany' }, 'Get many templates'],
	[{ resource: 'task', operation: 'createByteDance' }, 'Create From ByteDance Template'],
])('the subtitle of %j is "%s"', (parameters, subtitle) => {
	expect(subtitleOf(parameters)).toBe(subtitle);
});
