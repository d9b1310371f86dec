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

/** What the editor stores when a template is picked from the list, and perhaps another mode is chosen later. */
const picked = (mode: 'list' | 'id') => ({
	...locator('104909826', mode),
	cachedResultName: 'Battle Game · from 166.5 credits · 1 image · hot',
});

it.each<[INodeParameters, string]>([
	[
		{ resource: 'task', operation: 'createKling', templateId: locator('kiss', 'list') },
		'Create: kiss',
	],
	[
		{ resource: 'task', operation: 'createByteDance', templateId: picked('list') },
		'Create: Battle Game',
	],
	[
		{ resource: 'task', operation: 'createByteDance', templateId: picked('id') },
		'Create: 104909826',
	],
	[
		{ resource: 'template', operation: 'get', templateId: locator('={{ 1 + 1 }}') },
		'Get template: 2',
	],
	[createFromModel('google/veo-3', {}), 'Create: google/veo-3'],
	[{ resource: 'task', operation: 'wait', taskId: 'x' }, 'Wait for task result'],
	[{ resource: 'account', operation: 'getBalance' }, 'Get account balance'],
	[{ resource: 'template', operation: 'getMany' }, 'Get many templates'],
	[{ resource: 'task', operation: 'createByteDance' }, 'Create From ByteDance Template'],
])('the subtitle of %j is "%s"', (parameters, subtitle) => {
	expect(subtitleOf(parameters)).toBe(subtitle);
});
