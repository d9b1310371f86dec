import { z } from 'zod';

/** The errors of a failed validation, one line per field: `input.img_urls.0: must be an http(s) URL`. */
export function validationErrors(error: z.ZodError, prefix: string[] = []): string[] {
	return error.issues.flatMap((issue) => {
		const path = [...prefix, ...issue.path].join('.');
		if (issue.code === 'unrecognized_keys')
			return issue.keys.map((key) => `${path ? `${path}.` : ''}${key}: unknown field`);
		return [`${path || 'body'}: ${issue.message}`];
	});
}

/** True for an absolute http(s) URL. */
export function isHttpUrl(text: string): boolean {
	return URL.canParse(text) && ['http:', 'https:'].includes(new URL(text).protocol);
}

const NOT_HTTP = 'must be an http(s) URL';

/** An http(s) URL. */
export const httpUrl = z.string().refine(isHttpUrl, NOT_HTTP);
