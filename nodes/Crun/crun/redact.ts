import { z } from 'zod';
import { recordSchema, type Json, type JsonObject } from './contract';
import { keyPattern } from './keyPattern';
import { mapTexts } from './mapTexts';
import type { Outcome } from './outcome';
import { redactOurs, redactSignatures } from './redactSignatures';
import { REDACTED, showUrlsIn } from './showUrl';

/**
 * Secrets never appear in what a user or a log gets to see. The client redacts what it receives (`redactText`,
 * `redactData`), the output of tasks is redacted once more (`redactOutput`), and so is every error (`redactError`).
 */

const jsonSchema = z.custom<Json>();

/** The field of a task whose texts are URLs of result files. */
const FILE_FIELD = 'media_urls';
const MEDIA_URL =
	/^https?:\/\/[^\s/?#]+\/[^\s?#]*\.(mp4|mov|webm|m4v|mkv|avi|png|jpe?g|webp|gif|avif|bmp|svg|mp3|wav|m4a|ogg|flac)([?#]|$)/i;
/** Only callback URLs have it. */
const TIMESTAMP = 'crun_ts';

const CALLBACK_SIGNATURE =
	/((?<![\w-])|%[0-9a-fA-F]{2}|\\u0026)(signature)(=|%(?:25)*3[dD]|\\+u003[dD]|&#(?:61|x3d);)(?:(?!%(?:25)*26)[^&\s"'#\\])+/g;

/** Redacts what an error or a log must not show, except the API key: passwords and queries of URLs, signatures. */
export function redactError(text: string): string {
	return redactSignatures(showUrlsIn(text));
}

/** Redacts the API key in a text from outside, and nothing else. */
export function redactKey(text: string, apiKey: string): string {
	return text.replace(keyPattern(apiKey), REDACTED);
}

/** Redacts the API key, and all that `redactError` does, in a text from outside, and brings it into one line. */
export function redactText(text: string, apiKey: string): string {
	return oneLine(redactError(redactKey(text, apiKey)));
}

/**
 * Redacts the API key and our signature in all texts of an answer. A callback URL keeps its signature, by which a
 * callback is recognized; `redactOutput` removes that later. Other signatures are those of storage hosts, whose URLs
 * have to stay usable.
 */
export function redactData(data: unknown, apiKey: string): Json {
	const key = keyPattern(apiKey);
	return mapTexts(jsonSchema.parse(data), (text, field) => {
		const withoutKey = text.replace(key, REDACTED);
		return field === 'callback_url' ? withoutKey : redactOurs(withoutKey, field);
	});
}

/**
 * Redacts the signatures of callback URLs, ours and n8n's, wherever they appear in a task. URLs of files keep the
 * signatures of their storage hosts, except in a message.
 * @param fileUrls the URLs of the task's files
 */
export function redactOutput(task: JsonObject, fileUrls: ReadonlySet<string>): JsonObject {
	return recordSchema.parse(
		mapTexts(task, (text, field) => {
			if (field === 'message') return redactError(text);
			const withoutOurs = redactOurs(text, field);
			const isFile = field === FILE_FIELD || fileUrls.has(text.trim()) || MEDIA_URL.test(text);
			return isFile && !text.includes(TIMESTAMP)
				? withoutOurs
				: withoutOurs.replace(CALLBACK_SIGNATURE, `$1$2$3${REDACTED}`);
		}),
	);
}

/**
 * Redacts the texts of an outcome that is not `ok`, and the raw data of one that is. The client does this for every
 * answer, and `redactData` for its parsed data, so nobody else has to.
 * @param redactRaw redacts the raw data
 */
export function redactOutcome<T>(
	outcome: Outcome<T>,
	apiKey: string,
	redactRaw: (raw: unknown) => Json = (raw) => redactData(raw, apiKey),
): Outcome<T> {
	const message = redactText(outcome.message, apiKey);
	if (outcome.kind === 'ok') return { ...outcome, message, raw: redactRaw(outcome.raw) };
	const errors = outcome.errors.map((error) => redactText(error, apiKey));
	return { ...outcome, message, errors };
}

/** Brings a text into one line. */
export function oneLine(text: string): string {
	return text.replace(/\s+/g, ' ').trim();
}
