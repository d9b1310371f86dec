import { z } from 'zod';

/** Building blocks of the response schemas. */

/** An optional field of a response: absent, null or of an unexpected type all read as null. */
export const lenient = <T extends z.ZodTypeAny>(schema: T) => schema.nullish().catch(null);

/** An ID as text. A number is accepted only while it is exact: beyond 2^53 its last digits are already wrong. */
export const id = z.union([
	z.string().trim().min(1),
	z.number().int().min(0).max(Number.MAX_SAFE_INTEGER).transform(String),
]);

/** Credits may be fractional; some clients have seen them as text. */
export const credits = z.union([
	z.number(),
	z
		.string()
		.trim()
		.regex(/^\d+(\.\d+)?$/)
		.transform(Number),
]);

/** A list that drops its unreadable entries instead of failing as a whole. */
export const listOf = <T extends z.ZodTypeAny>(schema: T) =>
	z.array(z.unknown()).transform((all) =>
		all.flatMap((one): Array<z.output<T>> => {
			const parsed = schema.safeParse(one);
			return parsed.success ? [parsed.data] : [];
		}),
	);

export const strings = listOf(z.string());
