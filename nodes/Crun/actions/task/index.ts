import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { platforms, type PlatformName } from '../../crun/platforms';
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

const createFromTemplate = (
	platform: PlatformName,
	value: keyof typeof operations,
): INodePropertyOptions => {
	const { label } = platforms[platform];
	return {
		name: `Create From ${label} Template`,
		value,
		action: `Create video from ${label} template`,
		description: `Turn photos into a video with a ${label} effect template. Costs credits.`,
	};
};

const menu: INodePropertyOptions[] = [
	{
		name: 'Create From Any Model',
		value: 'create',
		action: 'Create image video or audio with any model',
		description: 'Create an image, a video or audio with any Crun model. Costs credits.',
	},
	createFromTemplate('bytedance', 'createByteDance'),
	createFromTemplate('kling', 'createKling'),
	createFromTemplate('vidu', 'createVidu'),
	{
		name: 'Download',
		value: 'download',
		action: 'Download task result',
		description: 'Return the files of a finished task as binary data',
	},
	{
		name: 'Get',
		value: 'get',
		action: 'Get task',
		description: 'Return the status of a task, and its result once it has finished',
	},
	{
		name: 'Wait',
		value: 'wait',
		action: 'Wait for task result',
		description: 'Wait until a task finishes, and return its result',
	},
];

export const properties: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['task'] } },
		options: menu,
		default: 'createByteDance',
	},
	...fieldsOf('task', operations),
];
