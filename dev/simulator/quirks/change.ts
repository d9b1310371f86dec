import { z } from 'zod';

export const recordSchema = z.record(z.string(), z.unknown());
const listSchema = z.array(recordSchema);

/** The same object with a field under another name. */
export function renamed(record: Record<string, unknown>, from: string, to: string) {
	const { [from]: value, ...rest } = record;
	return value === undefined ? rest : { ...rest, [to]: value };
}

/** The same list with other entries. Anything else stays as it is. */
export function mapped(
	list: unknown,
	change: (entry: Record<string, unknown>) => unknown,
): unknown {
	const entries = listSchema.safeParse(list);
	return entries.success ? entries.data.map(change) : list;
}
