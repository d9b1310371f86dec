import { createHash } from 'node:crypto';

/**
 * The same for the same order.
 * @param orderedBy JSON: what makes the order. The callback URL is not part of it, because it carries the time
 * and the number of the execution; nor are facts from look-ups, which may be missing the next time.
 */
export function fingerprintOf(orderedBy: unknown): string {
	return createHash('sha256').update(JSON.stringify(orderedBy)).digest('base64url');
}
