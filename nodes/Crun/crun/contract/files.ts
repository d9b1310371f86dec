import { z } from 'zod';

/** `ext` in lower case, with the dot. */
export const uploadUrlQuery = z
	.object({ content_type: z.string().min(1), ext: z.string().regex(/^\.[a-z0-9]+$/) })
	.strict();

/** A placeholder such as "n/a" must not be taken for a URL: it would be remembered and sent with the task. */
const httpUrl = z.string().regex(/^https?:\/\/[^\s/]/i);

/** The file is sent to `presigned_url`; afterwards, tasks can use it as `file_url`. */
export const uploadUrlSchema = z
	.object({ presigned_url: httpUrl, file_url: httpUrl })
	.passthrough();
