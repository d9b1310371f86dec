import { z } from 'zod';
import type { Catalogues } from '../types';

/** The result of checking an input: its price, or every error in it. */
export type Verdict = { credits: number } | { errors: string[] };

/** Checks the input of a template task against its catalogue. */
export type InputCheck = (input: Record<string, unknown>, catalogues: Catalogues) => Verdict;

const DEFAULT_CREDITS = 10; // some catalogue entries name no price; Crun charges all the same

export const verdict = (errors: string[], credits: number | null | undefined): Verdict =>
	errors.length > 0 ? { errors } : { credits: credits ?? DEFAULT_CREDITS };

export const unknownTemplate = (field: string, id: string): Verdict => ({
	errors: [`input.${field}: template ${id} does not exist`],
});

/** An optional field of a catalogue entry. Tests may set anything, so an unreadable value counts as missing. */
export const optional = <T extends z.ZodTypeAny>(schema: T) => schema.nullish().catch(null);

/** Credits: a number, or a number as text. */
export const credits = z.union([
	z.number(),
	z
		.string()
		.regex(/^\s*\d+(\.\d+)?\s*$/)
		.transform(Number),
]);

/** The entry with this ID, which may be a string or a number there. Entries that are not objects are skipped. */
export function findEntry(entries: unknown[], idField: string, id: string): unknown {
	const hasId = z.object({
		[idField]: z.union([z.literal(id), z.number().refine((number) => String(number) === id)]),
	});
	return entries.find((entry) => hasId.safeParse(entry).success);
}
