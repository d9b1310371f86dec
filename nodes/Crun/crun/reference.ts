import { z } from 'zod';
import { isSigned, REFERENCE_PARAMETER } from './callback';
import { Problem } from './problem';

/**
 * A text of the user's own that is given when a task is created and returned with it: a chat ID, for example. The
 * signed callback URL carries it as Base64 for URLs, so that nothing on the way has a reason to decode or encode it.
 */

const LONGEST = 200; // characters; in a callback URL, an emoji takes about six
const CONTROL = /[\p{Cc}\p{Zl}\p{Zp}]/u;
const HALF_CHARACTER = /\p{Cs}/u;

/**
 * @param text without white space around it
 * @returns undefined for an empty text: no reference
 * @throws Problem where a callback URL cannot carry the text
 */
export function checkReference(text: string): string | undefined {
	if (text === '') return undefined;
	const { length } = [...text];
	if (length > LONGEST)
		throw new Problem(
			'Reference is too long',
			`It has ${length} characters, but may have at most ${LONGEST}. Use a short text that identifies the item, such as an ID or a row number.`,
		);
	if (CONTROL.test(text))
		throw new Problem(
			'Reference contains control characters',
			'It must be one line of text, without line breaks, tabs, and other control characters.',
		);
	if (HALF_CHARACTER.test(text))
		throw new Problem(
			'Reference is not valid text',
			'It contains half of a character, as happens when a text is cut off in the middle of an emoji.',
		);
	return text;
}

/**
 * The reference in the query of a callback; null when there is none.
 * @param query its signature must be valid
 */
export function referenceIn(query: unknown): string | null {
	const parsed = querySchema.safeParse(query);
	return parsed.success ? decode(parsed.data[REFERENCE_PARAMETER]) : null;
}

/**
 * The reference that a task was created with; null when there is none.
 * @param callbackUrl as Crun returns it with the task
 */
export function referenceOf(callbackUrl: string | null | undefined): string | null {
	if (!callbackUrl || !isSigned(callbackUrl)) return null;
	return referenceIn(Object.fromEntries(new URL(callbackUrl).searchParams));
}

const querySchema = z.object({ [REFERENCE_PARAMETER]: z.string() });

/** @returns null for anything but an encoded reference */
function decode(encoded: string): string | null {
	const text = Buffer.from(encoded, 'base64url').toString();
	if (Buffer.from(text).toString('base64url') !== encoded) return null;
	try {
		return checkReference(text.trim()) ?? null;
	} catch {
		return null;
	}
}
