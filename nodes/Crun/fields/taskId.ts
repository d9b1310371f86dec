import type { INodeProperties } from 'n8n-workflow';

export const taskId: INodeProperties = {
	displayName: 'Task ID',
	name: 'taskId',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. d6956973-2f17-43d4-8514-af6cc3a2f55d',
	description: 'The task_id returned by a create operation or by the Crun Trigger',
};
