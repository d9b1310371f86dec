import { z } from 'zod';

/** `ext` in lower case, with the dot. */
export const uploadUrlQuery = z
	.object({ content_type: z.string().min(1), ext: z.string().regex(/^\.[a-z0-9]+$/) })
	.strict();

/** The file is sent to `presigned_url`; afterwards, tasks can use it as `file_url`. */
export const uploadUrlSchema = z
	.object({ presigned_url: z.string().min(1), file_url: z.string().min(1) })
	.passthrough();
