import type { INodeProperties } from 'n8n-workflow';
import * as account from './account';
import * as asset from './asset';
import * as file from './file';
import * as model from './model';
import type { Operation } from './operation';
import * as task from './task';
import * as template from './template';

/**
 * What the node can do: resource → operation. The menus show the same: test/integration/interface/menu.test.ts
 * compares.
 */
export const resources: Record<string, Record<string, Operation>> = {
	account: account.operations,
	asset: asset.operations,
	file: file.operations,
	model: model.operations,
	task: task.operations,
	template: template.operations,
};

const resource: INodeProperties = {
	displayName: 'Resource',
	name: 'resource',
	type: 'options',
	noDataExpression: true,
	options: [
		{ name: 'Account', value: 'account' },
		{ name: 'Asset', value: 'asset' },
		{ name: 'File', value: 'file' },
		{ name: 'Model', value: 'model' },
		{ name: 'Task', value: 'task' },
		{ name: 'Template', value: 'template' },
	],
	default: 'task',
};

/** All fields of the node. */
export const properties: INodeProperties[] = [
	resource,
	...account.properties,
	...asset.properties,
	...file.properties,
	...model.properties,
	...task.properties,
	...template.properties,
];
