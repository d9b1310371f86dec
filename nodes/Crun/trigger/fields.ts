import type { INodeProperties, IWebhookFunctions } from 'n8n-workflow';
import { z } from 'zod';
import { simplify } from '../actions/fields';
import type { TerminalStatus } from '../crun/task';

const MAX_AGE_DAYS = 14; // results may expire after about 14 days

export interface TriggerSettings {
	events: TerminalStatus[];
	/** Empty: every model. */
	models: string[];
	simplify: boolean;
	acceptUnsigned: boolean;
	maxAgeDays: number;
}

export const triggerFields: INodeProperties[] = [
	{
		displayName:
			'Copy the <b>production URL</b> above into <b>Trigger URL</b> of a Crun node (Notify: Crun Trigger). The Crun node signs it, so only its own tasks start this workflow.',
		name: 'notice',
		type: 'notice',
		default: '',
	},
	{
		displayName: 'Events',
		name: 'events',
		type: 'multiOptions',
		options: [
			{ name: 'Task Failed', value: 'failed', description: 'A task ended without a result' },
			{
				name: 'Task Succeeded',
				value: 'success',
				description: 'A task is finished and its result is there',
			},
		],
		default: ['success', 'failed'],
		required: true,
		description: 'Which ends of a task start the workflow',
	},
	simplify,
	{
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		placeholder: 'Add Filter',
		default: {},
		options: [
			{
				displayName: 'Models',
				name: 'models',
				type: 'string',
				default: '',
				placeholder: 'e.g. bytedance/template, vidu/template',
				description: 'Only tasks of these models, separated by commas',
			},
		],
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [
			{
				displayName: 'Accept Unsigned Callbacks',
				name: 'acceptUnsigned',
				type: 'boolean',
				default: false,
				description:
					'Whether to accept callbacks without a signature too, as from tasks that were not created by the Crun node. Each is still checked with Crun before it starts the workflow.',
			},
			{
				displayName: 'Max Age (Days)',
				name: 'maxAgeDays',
				type: 'number',
				typeOptions: { minValue: 1, maxValue: 365 },
				default: MAX_AGE_DAYS,
				description: 'How long after a task was created its callback is accepted',
			},
		],
	},
];

const listSchema = z
	.union([z.string(), z.array(z.string())])
	.catch('')
	.transform((given) =>
		[given]
			.flat()
			.flatMap((text) => text.split(/[,\n]/))
			.map((text) => text.trim())
			.filter(Boolean),
	);
const filtersSchema = z.object({ models: listSchema.optional() }).catch({});
const optionsSchema = z
	.object({
		acceptUnsigned: z.boolean().catch(false),
		maxAgeDays: z.number().min(1).max(365).catch(MAX_AGE_DAYS),
	})
	.catch({ acceptUnsigned: false, maxAgeDays: MAX_AGE_DAYS });
const eventsSchema = z.array(z.enum(['success', 'failed'])).catch(['success', 'failed']);

/** Reads the trigger's parameters. There is nobody to show an error to in a webhook call, so what is unusable falls back to the safe default. */
export function readSettings(context: IWebhookFunctions): TriggerSettings {
	return {
		events: eventsSchema.parse(context.getNodeParameter('events')),
		models: filtersSchema.parse(context.getNodeParameter('filters', {})).models ?? [],
		simplify: context.getNodeParameter('simplify', true) !== false,
		...optionsSchema.parse(context.getNodeParameter('options', {})),
	};
}
