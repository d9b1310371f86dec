import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { Problem } from './problem';

/**
 * Signed callback URLs. Crun does not sign its callbacks, so the URL that Crun is given carries the proof: a
 * timestamp, and an HMAC-SHA256 of version, path and timestamp, and of the user's reference where there is one. Scheme
 * and host are deliberately left out: a proxy in front of n8n may change them.
 */

const VERSION = 'v1';
/** With a reference. */
const REFERENCE_VERSION = 'v2';
export const TIMESTAMP_PARAMETER = 'crun_ts';
export const SIGNATURE_PARAMETER = 'crun_sig';
export const REFERENCE_PARAMETER = 'crun_ref';
const CLOCK_SKEW_SECONDS = 300;
const LONGEST_URL = 2000; // characters; servers, proxies and databases commonly take 2,048 and more

/** The answer to a callback while other tasks of the suspended execution are not finished. */
export const STILL_RUNNING = 'Received, other tasks are not finished yet';

export type Verdict = 'valid' | 'missing' | 'invalid' | 'expired';

/**
 * Adds a timestamp and a signature to a URL. Other query parameters stay as they are.
 * @param url absolute http(s) URL
 * @param apiKey the signing key is derived from it, so that nothing needs to be set up and the API key is never
 * exposed
 * @param now seconds since the epoch
 * @param reference the text to carry, if any; see reference.ts
 * @throws Problem when the URL becomes too long with the reference
 */
export function signCallbackUrl(
	url: string,
	apiKey: string,
	now: number,
	reference?: string,
): string {
	const signed = new URL(url);
	const { pathname, searchParams } = signed;
	const timestamp = String(Math.floor(now));
	const encoded = reference === undefined ? undefined : encode(reference);
	searchParams.set(TIMESTAMP_PARAMETER, timestamp);
	if (encoded === undefined) searchParams.delete(REFERENCE_PARAMETER);
	else searchParams.set(REFERENCE_PARAMETER, encoded);
	searchParams.set(SIGNATURE_PARAMETER, signature(pathname, timestamp, encoded, apiKey));
	const { href } = signed;
	if (reference !== undefined && href.length > LONGEST_URL) throw tooLong(href.length);
	return href;
}

/** Whether the query of a call has what a signature looks like; without that, nothing else needs to be known of it. */
export function hasSignature(query: unknown): boolean {
	return querySchema.safeParse(query).success;
}

/** Whether a URL has what a signature looks like. */
export function isSigned(url: string): boolean {
	return URL.canParse(url) && hasSignature(Object.fromEntries(new URL(url).searchParams));
}

/**
 * Checks the query of a callback.
 * @param paths the paths under which this webhook is known: a proxy in front of n8n may strip a prefix, so the public
 * path and the one that n8n sees can differ
 * @param now seconds since the epoch
 * @param maxAgeSeconds how long after signing a callback is accepted
 */
export function verifyCallback(
	query: unknown,
	paths: string[],
	apiKey: string,
	{ now, maxAgeSeconds }: { now: number; maxAgeSeconds: number },
): Verdict {
	const parsed = querySchema.safeParse(query);
	if (!parsed.success) return 'missing';
	const { [TIMESTAMP_PARAMETER]: timestamp, [SIGNATURE_PARAMETER]: given } = parsed.data;
	const carried = referenceSchema.safeParse(query);
	if (!carried.success) return 'invalid';
	const { [REFERENCE_PARAMETER]: encoded } = carried.data;
	// All paths are compared, so that the time taken does not reveal which one matched.
	const matches = paths.filter((path) => equal(signature(path, timestamp, encoded, apiKey), given));
	if (matches.length === 0) return 'invalid';
	const age = now - Number(timestamp);
	return age > maxAgeSeconds || age < -CLOCK_SKEW_SECONDS ? 'expired' : 'valid';
}

const querySchema = z.object({
	[TIMESTAMP_PARAMETER]: z.string().regex(/^\d{1,12}$/),
	[SIGNATURE_PARAMETER]: z.string().min(1).max(200),
});

/** Also a reference that is not well-formed is one: without a valid signature for it, the query is not valid. */
const referenceSchema = z.object({
	[REFERENCE_PARAMETER]: z
		.string()
		.regex(/^[\w-]{1,1500}$/)
		.optional(),
});

/**
 * When the URL of a call was signed.
 * @param query of a call whose signature is valid
 * @returns seconds since the epoch
 */
export const signedAt = (query: unknown): number =>
	Number(querySchema.parse(query)[TIMESTAMP_PARAMETER]);

/**
 * Whether a task was created with the callback URL that is being called. A signature proves a URL, not a task: without
 * this, somebody who has seen one URL could pass every task of the account through it.
 * @param created the callback URL that Crun echoes with the task, if it does
 * @param query the query of the call, whose signature is valid
 */
export function isCallbackOf(created: string | null | undefined, query: unknown): boolean {
	if (!created || !URL.canParse(created)) return true; // Crun does not say
	const parsed = querySchema.safeParse(query);
	const signed = new URL(created).searchParams.get(SIGNATURE_PARAMETER) ?? '';
	return parsed.success && equal(signed, parsed.data[SIGNATURE_PARAMETER]);
}

/** @param encoded the reference as the query has it; undefined when there is none */
function signature(
	path: string,
	timestamp: string,
	encoded: string | undefined,
	apiKey: string,
): string {
	const key = createHmac('sha256', apiKey).update(`n8n-nodes-crun callback ${VERSION}`).digest();
	const parts =
		encoded === undefined
			? [VERSION, path, timestamp]
			: [REFERENCE_VERSION, path, timestamp, encoded]; // neither of the last two has a line break
	return createHmac('sha256', key).update(parts.join('\n')).digest('base64url');
}

function encode(reference: string): string {
	return Buffer.from(reference).toString('base64url');
}

function tooLong(length: number): Problem {
	return new Problem(
		'The callback URL would be too long',
		`With the reference, it has ${length} characters, and more than ${LONGEST_URL} may not arrive. Use a shorter Reference.`,
	);
}

function equal(left: string, right: string): boolean {
	const a = Buffer.from(left);
	const b = Buffer.from(right);
	return a.length === b.length && timingSafeEqual(a, b);
}
