import type { INodeProperties } from 'n8n-workflow';

export const waitMode: INodeProperties = {
	displayName: 'Wait For Result',
	name: 'waitMode',
	type: 'options',
	options: [
		{
			name: 'Do Not Wait',
			value: 'none',
			description:
				'Return the new tasks immediately, without their videos. Use a Crun Trigger, or Task > Wait, to get them.',
		},
		{
			name: 'Poll',
			value: 'poll',
			description:
				'Check the tasks until they finish. Works everywhere and keeps the execution running.',
		},
		{
			name: 'Suspend',
			value: 'suspend',
			description:
				'Pause the execution until Crun calls back. Needs an n8n that Crun can reach and uses no resources while it waits. Failed and unfinished tasks are returned as items. Files are not downloaded: add Task > Download after this node.',
		},
	],
	default: 'poll',
	description: 'Whether and how the node waits for the results',
};
