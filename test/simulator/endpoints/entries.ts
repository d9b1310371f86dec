import { z } from 'zod';

/** The entry with this id; entries that a test made unreadable are passed over. */
export function findEntry(entries: unknown[], idField: string, id: string): unknown {
	const hasId = z.object({ [idField]: z.literal(id) });
	return entries.find((entry) => hasId.safeParse(entry).success);
}
