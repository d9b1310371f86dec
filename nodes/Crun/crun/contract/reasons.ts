import { z } from 'zod';
import { recordSchema, type Json } from './json';

/** Deeper than any API nests its errors. */
const DEEPEST = 6;

/** Where the text of one error may be, and where it may say what the error is about. */
const TEXTS = ['msg', 'message'];
const PLACES = ['loc', 'field', 'param', 'path'];

/**
 * The reasons of a refusal, as texts: "input.prompt: too long". They can come as a text, as a list, by field
 * (`{field: "reason"}`, `{field: ["reason"]}`), or as objects (`{loc, msg}`, `{message}`). Anything else is no reason.
 */
export const reasons = z
	.custom<Json>()
	.transform((value) => [...new Set(reasonsIn(value, '', DEEPEST))]);

function reasonsIn(value: Json | undefined, place: string, depth: number): string[] {
	if (depth === 0) return [];
	if (typeof value === 'string') {
		const text = value.trim();
		return text === '' ? [] : [place === '' ? text : `${place}: ${text}`];
	}
	if (Array.isArray(value)) return value.flatMap((one) => reasonsIn(one, place, depth - 1));
	const fields = recordSchema.safeParse(value);
	if (!fields.success) return [];
	const text = TEXTS.find((name) => Object.hasOwn(fields.data, name));
	if (text !== undefined) {
		const [where = place] = PLACES.flatMap((name) => placeOf(fields.data[name]));
		return reasonsIn(fields.data[text], where, depth - 1);
	}
	return Object.entries(fields.data).flatMap(([name, one]) =>
		reasonsIn(one, place === '' ? name : `${place}.${name}`, depth - 1),
	);
}

/** `["input", "prompt"]` as "input.prompt". */
function placeOf(value: Json | undefined): string[] {
	const parts = (Array.isArray(value) ? value : [value]).filter(
		(part) => typeof part === 'string' || typeof part === 'number',
	);
	const place = parts.join('.').trim();
	return place === '' ? [] : [place];
}
