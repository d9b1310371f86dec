import { NodeConnectionTypes, type IExecuteFunctions, type INodeType, type INodeTypeDescription } from 'n8n-workflow';
import { route } from './actions/router';
import * as task from './actions/task';
import * as template from './actions/template';
import { searchTemplates } from './methods/searchTemplates';
import { getAspectRatios, getResolutions } from './methods/templateOptions';
import { testCredential } from './methods/testCredential';

/** A table of contents: what the node shows, what the editor may ask, and where the work is done. */
export class Crun implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Crun',
		name: 'crun',
		icon: { light: 'file:crun.svg', dark: 'file:crun.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description: 'Make short effect videos from photos with Crun',
		defaults: { name: 'Crun' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'crunApi', required: true, testedBy: 'testCredential' }],
		properties: [
			{
				displayName: 'Resource',
				name: 'resource',
				type: 'options',
				noDataExpression: true,
				options: [
					{ name: 'Task', value: 'task' },
					{ name: 'Template', value: 'template' },
				],
				default: 'task',
			},
			...task.properties,
			...template.properties,
		],
	};

	methods = {
		credentialTest: { testCredential },
		listSearch: { searchTemplates },
		loadOptions: { getAspectRatios, getResolutions },
	};

	async execute(this: IExecuteFunctions) {
		return await route(this);
	}
}
