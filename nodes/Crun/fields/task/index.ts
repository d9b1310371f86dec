import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { platformLabels, type PlatformName } from '../../crun/platforms/names';
import { outputBinaryField } from '../files';
import { simplifyFields } from '../simplify';
import { taskId } from '../taskId';
import { modelFields } from './model';
import { notifyFields } from './notify';
import {
	createOptions,
	downloadOptions,
	modelOptions,
	toolMaxCreditsPerRun,
	waitOptions,
} from './options';
import { byteDanceFields, klingFields, viduFields } from './template';
import { waitMode } from './waitMode';

/** What the resource Task shows: the menu of its operations, and their fields. */

/** @param order the fields that make the order */
const creation = (order: INodeProperties[], options = createOptions): INodeProperties[] => [
	...order,
	waitMode,
	...notifyFields,
	...simplifyFields,
	toolMaxCreditsPerRun,
	options,
];

export const operations = {
	create: creation(modelFields, modelOptions),
	createByteDance: creation(byteDanceFields),
	createKling: creation(klingFields),
	createVidu: creation(viduFields),
	download: [taskId, { ...outputBinaryField, required: true }, ...simplifyFields, downloadOptions],
	get: [taskId, ...simplifyFields],
	wait: [taskId, ...simplifyFields, waitOptions],
} satisfies Record<string, INodeProperties[]>;

const createFromTemplate = (
	platform: PlatformName,
	value: keyof typeof operations,
): INodePropertyOptions => {
	const label = platformLabels[platform];
	return {
		name: `Create From ${label} Template`,
		value,
		action: `Create video from ${label} template`,
		description: `Turn photos into a video with a ${label} effect template. Costs credits.`,
	};
};

const entries: INodePropertyOptions[] = [
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

export const menu: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	displayOptions: { show: { resource: ['task'] } },
	options: entries,
	default: 'createByteDance',
};
