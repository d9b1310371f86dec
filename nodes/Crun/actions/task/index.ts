import type { INodeProperties } from 'n8n-workflow';
import { fieldsOf, type Operation } from '../operation';
import { create } from './create';
import { createByteDance } from './createByteDance';
import { createKling } from './createKling';
import { createVidu } from './createVidu';
import { download } from './download';
import { get } from './get';
import { wait } from './wait';

export const operations = {
	create,
	createByteDance,
	createKling,
	createVidu,
	download,
	get,
	wait,
} satisfies Record<string, Operation>;

export const properties: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['task'] } },
		options: [
			{
				name: 'Create From Any Model',
				value: 'create',
				action: 'Create a picture video or sound with any model',
				description: 'Make a picture, video or sound with any of Crun’s models',
			},
			{
				name: 'Create From ByteDance Template',
				value: 'createByteDance',
				action: 'Create a video from photos with a bytedance template',
				description: 'Turn photos into a video with a ByteDance effect template',
			},
			{
				name: 'Create From Kling Template',
				value: 'createKling',
				action: 'Create a video from photos with a kling template',
				description: 'Turn photos into a video with a Kling effect template',
			},
			{
				name: 'Create From Vidu Template',
				value: 'createVidu',
				action: 'Create a video from photos with a vidu template',
				description: 'Turn photos into a video with a Vidu effect template',
			},
			{
				name: 'Download',
				value: 'download',
				action: 'Download the result of a task',
				description: 'Get the files of a finished task as binary data',
			},
			{
				name: 'Get',
				value: 'get',
				action: 'Get the state and result of a task',
				description: 'Look up how a task is doing, and its result once it is finished',
			},
			{
				name: 'Wait',
				value: 'wait',
				action: 'Wait for a task and get its result',
				description: 'Wait until a task is finished, and get its result',
			},
		],
		default: 'createByteDance',
	},
	...fieldsOf('task', operations),
];
