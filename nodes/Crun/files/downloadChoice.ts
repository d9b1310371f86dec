import { z } from 'zod';
import { DEFAULT_MAX_SIZE_MB, DEFAULT_OUTPUT_FIELD, LARGEST_MAX_SIZE_MB } from '../fields/files';
import { flagSchema } from '../n8n/flagSchema';

export interface DownloadChoice {
	/** The binary field for the first file; further ones are numbered: data, data_1, data_2 … */
	field: string;
	maxSizeMb: number;
	/** What the files are named after: the name of the template, where it is known. */
	title?: string | null;
}

const choiceSchema = z
	.object({
		downloadResult: flagSchema.catch(false),
		outputBinaryField: z.string().trim().min(1).catch(DEFAULT_OUTPUT_FIELD),
		maxSizeMb: z.coerce.number().min(1).max(LARGEST_MAX_SIZE_MB).catch(DEFAULT_MAX_SIZE_MB),
	})
	.catch({
		downloadResult: false,
		outputBinaryField: DEFAULT_OUTPUT_FIELD,
		maxSizeMb: DEFAULT_MAX_SIZE_MB,
	});

/**
 * Reads from a node's options whether files are wanted, and where, after a callback. A value that cannot be used falls
 * back to its default: the task has been paid for, and there is nobody to show an error to.
 * @returns null unless the files are wanted
 */
export function readDownloadChoice(options: unknown): DownloadChoice | null {
	const { downloadResult, outputBinaryField: field, maxSizeMb } = choiceSchema.parse(options);
	return downloadResult ? { field, maxSizeMb } : null;
}
