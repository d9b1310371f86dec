import { createHash } from 'node:crypto';

/**
 * What makes two orders the same: the model, and what the user gave for it. The callback URL does not count,
 * because it carries the time and the number of the execution; nor do facts from look-ups, which may be missing
 * the next time.
 */
export function fingerprintOf(model: string, given: unknown): string {
	return createHash('sha256')
		.update(JSON.stringify([model, given]))
		.digest('base64url');
}
