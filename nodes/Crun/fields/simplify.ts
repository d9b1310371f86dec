import type { INodeProperties } from 'n8n-workflow';

/** Simplify, and what a tool of an AI agent shows in its place. */

export const simplify: INodeProperties = {
	displayName: 'Simplify',
	name: 'simplify',
	type: 'boolean',
	default: true,
	description: 'Whether to return a simplified version of the response instead of the raw data',
};

/** As n8n does for tools of AI agents, instead of Simplify. */
export const toolOutput: INodeProperties = {
	displayName: 'Output',
	name: 'output',
	type: 'options',
	noDataExpression: true,
	options: [
		{
			name: 'Simplified',
			value: 'simplified',
			description: 'Return the most useful fields, ten at most',
		},
		{ name: 'Raw', value: 'raw', description: 'Return everything that Crun returns' },
		{
			name: 'Selected Fields',
			value: 'selectedFields',
			description: 'Return the fields that you list',
		},
	],
	default: 'simplified',
	description: 'What the tool returns to the AI agent',
};

export const outputFields: INodeProperties = {
	displayName: 'Fields to Return',
	name: 'outputFields',
	type: 'string',
	noDataExpression: true,
	default: '',
	required: true,
	placeholder: 'e.g. status, video_url',
	description:
		'Names of fields of the simplified output, separated by commas. The task_id is always returned.',
};

/** A tool of an AI agent shows Output in the place of Simplify. */
export const simplifyFields: INodeProperties[] = [
	hiddenInTools(simplify),
	shownInTools(toolOutput),
	shownInTools(outputFields, { output: ['selectedFields'] }),
];

/** n8n gives the node another type where it is a tool of an AI agent. */
export function hiddenInTools(field: INodeProperties): INodeProperties {
	const { show, hide } = field.displayOptions ?? {};
	return {
		...field,
		displayOptions: { ...(show ? { show } : {}), hide: { ...hide, '@tool': [true] } },
	};
}

/** @param when further conditions */
export function shownInTools(
	field: INodeProperties,
	when: Record<string, string[]> = {},
): INodeProperties {
	const { show, hide } = field.displayOptions ?? {};
	return {
		...field,
		displayOptions: { show: { ...show, ...when, '@tool': [true] }, ...(hide ? { hide } : {}) },
	};
}
