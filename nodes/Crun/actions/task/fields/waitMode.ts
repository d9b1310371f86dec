import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { Problem } from '../../../crun/problem';
import { isTool } from '../../../wait/suspend';

const MODES = ['none', 'poll', 'suspend'] as const;
export type WaitMode = (typeof MODES)[number];

export const waitMode: INodeProperties = {
	displayName: 'Wait For Result',
	name: 'waitMode',
	type: 'options',
	options: [
		{ name: 'Do Not Wait', value: 'none', description: 'Give out the new tasks at once' },
		{
			name: 'Poll',
			value: 'poll',
			description:
				'Look at the tasks until they are finished. Works everywhere, keeps the execution running.',
		},
		{
			name: 'Suspend',
			value: 'suspend',
			description:
				'Park the execution until Crun calls back. Needs an n8n that Crun can reach, costs nothing while it waits. Failed and late tasks come out as items.',
		},
	],
	default: 'none',
	description: 'Whether and how the node waits until the videos are finished',
};

/**
 * How to wait, for the whole node.
 * @throws Problem when an expression gave something else
 */
export function readWaitMode(context: IExecuteFunctions): WaitMode {
	const chosen = context.getNodeParameter('waitMode', 0, 'none');
	const mode = MODES.find((one) => one === chosen);
	if (mode === undefined)
		throw new Problem(
			`Wait For Result must be one of ${MODES.join(', ')}, not "${String(chosen)}"`,
		);
	return mode === 'suspend' && isTool(context) ? 'poll' : mode;
}
