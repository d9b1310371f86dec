import type { IExecuteFunctions, IWebhookFunctions } from 'n8n-workflow';
import { z } from 'zod';
import { maxSizeMb, outputBinaryField } from '../actions/fields';
import type { TriggerSettings } from '../callbacks/receiveCallback';
import type { DownloadChoice } from '../files/downloadResult';
import { DEFAULT_MAX_AGE_DAYS } from './fields';

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

/** Also text, as everywhere else in the node. */
const flagSchema = z.union([
	z.boolean(),
	z.enum(['true', 'false']).transform((text) => text === 'true'),
]);

const DEFAULT_FIELD = String(outputBinaryField.default);
const DEFAULT_MAX_SIZE_MB = Number(maxSizeMb.default);

const downloadSchema = z
	.object({
		downloadResult: flagSchema.catch(false),
		outputBinaryField: z.string().trim().min(1).catch(DEFAULT_FIELD),
		maxSizeMb: z.coerce.number().min(1).max(102_400).catch(DEFAULT_MAX_SIZE_MB),
	})
	.catch({
		downloadResult: false,
		outputBinaryField: DEFAULT_FIELD,
		maxSizeMb: DEFAULT_MAX_SIZE_MB,
	});

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

/**
 * Reads whether the files are wanted, and where. A value that cannot be used falls back to its default here too: the
 * task has been paid for, so it starts the workflow in any case.
 * @returns null unless the files are wanted
 */
export function readDownload(context: IExecuteFunctions): DownloadChoice | null {
	const given: unknown = context.getNodeParameter('options', 0, {});
	const { downloadResult, outputBinaryField: field, maxSizeMb } = downloadSchema.parse(given);
	return downloadResult ? { field, maxSizeMb } : null;
}
