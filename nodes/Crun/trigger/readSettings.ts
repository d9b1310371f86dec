import type { IWebhookFunctions } from 'n8n-workflow';
import { z } from 'zod';
import type { TriggerSettings } from '../callbacks/receiveCallback';
import { DEFAULT_MAX_AGE_DAYS } from '../fields/trigger';
import { flagSchema } from '../n8n/flagSchema';

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
		maxAgeDays: z.number().min(1).max(365).catch(DEFAULT_MAX_AGE_DAYS),
	})
	.catch({ acceptUnsigned: false, maxAgeDays: DEFAULT_MAX_AGE_DAYS });

const eventsSchema = z.array(z.enum(['success', 'failed'])).catch(['success', 'failed']);

/**
 * Reads the trigger's parameters. A webhook call has nobody to show an error to, so a value that cannot be used
 * falls back to the safe default.
 */
export function readSettings(context: IWebhookFunctions): TriggerSettings {
	return {
		events: eventsSchema.parse(context.getNodeParameter('events')),
		models: filtersSchema.parse(context.getNodeParameter('filters', {})).models ?? [],
		simplify: flagSchema.catch(true).parse(context.getNodeParameter('simplify', true)),
		...optionsSchema.parse(context.getNodeParameter('options', {})),
	};
}
