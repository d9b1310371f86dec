import { z } from 'zod';

/** The entry with this id, be it a text or a number; entries that a test made unreadable are passed over. */
export function findEntry(entries: unknown[], idField: string, id: string): unknown {
	const hasId = z.object({
		[idField]: z.union([z.literal(id), z.number().refine((number) => String(number) === id)]),
	});
	return entries.find((entry) => hasId.safeParse(entry).success);
}
