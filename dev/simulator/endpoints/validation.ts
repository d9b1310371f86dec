import type { z } from 'zod';

/** What a schema has against a value, one line per field: `input.img_urls.0: Invalid`. */
export function complaints(error: z.ZodError, prefix: string[] = []): string[] {
	return error.issues.flatMap((issue) => {
		const path = [...prefix, ...issue.path].join('.');
		if (issue.code === 'unrecognized_keys')
			return issue.keys.map((key) => `${path ? `${path}.` : ''}${key}: unknown field`);
		return [`${path || 'body'}: ${issue.message}`];
	});
}

/** Is this an absolute http(s) address? */
export function isHttpUrl(text: string): boolean {
	return URL.canParse(text) && ['http:', 'https:'].includes(new URL(text).protocol);
}
