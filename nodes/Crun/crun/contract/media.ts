import { z } from 'zod';
import { parseJson, recordSchema, type Json } from './json';
import { lenient } from './parts';

/** Where the files of a result are: `media_urls`; for Suno's audio, `suno_data` or `media_info` [doc]. */

const DEEPEST = 5;
const URL_ONLY = /^https?:\/\/\S+$/i;
/** A URL may contain commas itself, so what separates two is a comma or white space before a scheme. */
const BEFORE_URL = /[\s,](?=https?:\/\/)/i;
const SEPARATOR = /[\s,]/;

const listSchema = z.array(z.custom<Json>());
const withUrlSchema = z.object({ url: z.string().trim().min(1) });
const anyForm = z.union([z.string(), listSchema, recordSchema]);

/** Whether a text is nothing but URLs. */
export const isUrls = (text: string): boolean => entriesOf(text).every((url) => URL_ONLY.test(url));

/** The URLs that a text lists, or else the text itself. */
const entriesOf = (text: string): string[] =>
	text.split(BEFORE_URL).map((entry) => withoutSeparators(entry.trim()));

/** Without the separators at its end; a pattern for that can take very long. */
function withoutSeparators(text: string): string {
	let end = text.length;
	while (SEPARATOR.test(text.charAt(end - 1))) end -= 1;
	return text.slice(0, end);
}

/** A list of files: each is a text, or an object with its URL. A text can also be the list as JSON. */
function textsOf(value: unknown, depth: number): string[] {
	if (typeof value === 'string') {
		const json = depth > 0 ? parseJson(value) : undefined;
		const inner = json === undefined ? null : anyForm.safeParse(json);
		if (inner?.success) return textsOf(inner.data, depth - 1);
		return entriesOf(value).filter((text) => text !== '');
	}
	const list = depth > 0 ? listSchema.safeParse(value) : null;
	return list?.success ? list.data.flatMap((one) => textsOf(one, depth - 1)) : urlsOf(value, depth);
}

/** All URLs in a value, which may also be JSON as text. */
function urlsOf(value: unknown, depth: number): string[] {
	if (typeof value === 'string' && URL_ONLY.test(value.trim())) return [value.trim()];
	if (depth === 0) return [];
	if (typeof value === 'string') return urlsOf(parseJson(value), depth - 1);
	const withUrl = withUrlSchema.safeParse(value);
	if (withUrl.success) return [withUrl.data.url];
	const list = listSchema.safeParse(value);
	if (list.success) return list.data.flatMap((one) => urlsOf(one, depth - 1));
	const record = recordSchema.safeParse(value);
	return record.success ? Object.values(record.data).flatMap((one) => urlsOf(one, depth - 1)) : [];
}

const mediaUrls = anyForm.transform((value) => textsOf(value, DEEPEST));
const urlsWithin = anyForm.transform((value) => urlsOf(value, DEEPEST));

/** The fields that hold files, in a result or beside it. */
export const mediaFields = {
	media_urls: lenient(mediaUrls),
	suno_data: lenient(urlsWithin),
	media_info: lenient(urlsWithin),
};
