import { z } from 'zod';

/** What became of one order. */
export const entrySchema = z.object({
	/** Of the order: only the same order resumes an entry. */
	fingerprint: z.string(),
	/** The execution that sent the request; a Retry from the executions list is another execution. */
	executionId: z.string(),
	/** Null while the task is unconfirmed: the request is on its way, or its answer was lost. */
	taskId: z.string().nullable(),
	/** Path of the callback URL that Crun was given, if any. */
	callbackPath: z.string().nullable(),
	/** The user's own text that the task was created with, if any. It is not part of the order. */
	reference: z.string().optional().catch(undefined),
	/** Approved for the task; 0 where the user set no limit. */
	credits: z.number().catch(0),
});
export type LedgerEntry = z.infer<typeof entrySchema>;

/** An asset that was registered. */
export const assetEntrySchema = z.object({
	assetId: z.string(),
	/** The execution that registered it. */
	executionId: z.string(),
});
export type AssetEntry = z.infer<typeof assetEntrySchema>;
