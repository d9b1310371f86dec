import type { INodeProperties } from 'n8n-workflow';
import { CHEAPEST } from '../../crun/resolution';

export const resolution: INodeProperties = {
	displayName: 'Resolution Name or ID',
	name: 'resolution',
	type: 'options',
	typeOptions: { loadOptionsMethod: 'getResolutions', loadOptionsDependsOn: ['templateId.value'] },
	default: CHEAPEST,
	description:
		'The resolution of the video, and its price. Cheapest takes the cheapest resolution that the template offers when the node runs. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
};
