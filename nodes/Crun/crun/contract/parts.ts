import { z } from 'zod';
import { parseJson } from './json';

/** Building blocks of the response schemas. */

/** An optional field of a response: absent, null or of an unexpected type all read as null. */
export const lenient = <T extends z.ZodTypeAny>(schema: T) => schema.nullish().catch(null);

/** An ID as text. A number is accepted only while it is exact: beyond 2^53 its last digits are already wrong. */
export const id = z.union([
	z.string().trim().min(1),
	z.number().int().min(0).max(Number.MAX_SAFE_INTEGER).transform(String),
]);

/** Digits with a decimal point or an exponent, and separators between thousands: `1,234.5`, `1.2e3`. */
const NUMERIC = /^(\d{1,30}|\d{1,3}(?:,\d{3}){1,9})(\.\d{1,30})?(e[+-]?\d{1,2})?$/i;

/** A number, or text that is one. */
export const numeric = z.union([
	z.number().finite(),
	z
		.string()
		.trim()
		.regex(NUMERIC)
		.transform((text) => Number(text.replaceAll(',', ''))),
]);

/** Credits may be fractional; some clients have seen them as text. */
export const credits = numeric;

/** The latest that seconds are taken for: the year 5138. What is larger are milliseconds. */
const LATEST_SECONDS = 1e11;

const isoSeconds = z
	.string()
	.trim()
	.regex(/^\d{4}-\d\d-\d\d[T ]\d\d:\d\d[\d:.]{0,20}(Z|[+-]\d\d:?\d\d)?$/i)
	.transform((text) => Date.parse(/(Z|[+-]\d\d:?\d\d)$/i.test(text) ? text : `${text}Z`) / 1000);

/** A point in time, in Unix seconds: Crun sends them, and ISO text in places, in UTC without a zone. 0 is no time. */
export const time = z
	.union([numeric, isoSeconds])
	.transform((value) => (value > LATEST_SECONDS ? value / 1000 : value))
	.refine((value) => Number.isFinite(value) && value > 0);

/** A list that drops its unreadable entries instead of failing as a whole. */
export const listOf = <T extends z.ZodTypeAny>(schema: T) =>
	z.array(z.unknown()).transform((all) =>
		all.flatMap((one): Array<z.output<T>> => {
			const parsed = schema.safeParse(one);
			return parsed.success ? [parsed.data] : [];
		}),
	);

export const strings = listOf(z.string());

/** A list of texts that can also come as one text: as JSON, or separated by commas. */
export const textList = z.union([
	strings,
	z.string().transform((text) => {
		const list = strings.safeParse(parseJson(text));
		const all = list.success ? list.data : text.split(',');
		return all.map((one) => one.trim()).filter((one) => one !== '');
	}),
]);
