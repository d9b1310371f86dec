import type { z } from 'zod';
import { isOpaque, isRecord, join } from './opaque';

/** A value that no JSON holds, so only a field that the schema does not know lets it pass. */
const PROBE = Symbol('probe');

/**
 * The fields of a response that a schema does not know. It is found out by experiment, because schemas do not show what
 * they know behind a `catch` or a `transform`: each field in turn gets an impossible value, and whoever lets it pass
 * does not know the field.
 * @returns paths without indexes, such as `models[].name`, each once
 */
export function unknownFields(schema: z.ZodTypeAny, value: unknown): string[] {
	const found = new Set<string>();
	search(schema, value, { path: '', rebuild: (part) => part, read: (whole) => whole }, found);
	return [...found];
}

/** A place in a value. */
interface Place {
	path: string;
	/** The whole value, with another part at this place. */
	rebuild: (part: unknown) => unknown;
	/** The part of a whole value at this place. */
	read: (whole: unknown) => unknown;
}

function search(schema: z.ZodTypeAny, part: unknown, place: Place, found: Set<string>): void {
	if (isOpaque(place.path)) return;
	if (Array.isArray(part)) {
		for (const entry of part) search(schema, entry, onlyEntryOf(place), found);
		return;
	}
	if (!isRecord(part)) return;
	for (const [name, value] of Object.entries(part)) {
		const field = fieldOf(place, part, name);
		if (isOpaque(field.path) || found.has(field.path)) continue;
		if (isUnknown(schema, field)) found.add(field.path);
		else search(schema, value, field, found);
	}
}

function isUnknown(schema: z.ZodTypeAny, field: Place): boolean {
	const parsed = schema.safeParse(field.rebuild(PROBE));
	return parsed.success && field.read(parsed.data) === PROBE;
}

function fieldOf({ path, rebuild, read }: Place, record: object, name: string): Place {
	return {
		path: join(path, name),
		rebuild: (part) => rebuild({ ...record, [name]: part }),
		read: (whole) => {
			const parent = read(whole);
			return isRecord(parent) ? parent[name] : undefined;
		},
	};
}

/** Lists may drop entries that they cannot read, so each entry is alone in its list. */
function onlyEntryOf({ path, rebuild, read }: Place): Place {
	return {
		path: `${path}[]`,
		rebuild: (part) => rebuild([part]),
		read: (whole) => {
			const list = read(whole);
			const entries: unknown[] = Array.isArray(list) ? list : [];
			return entries[0];
		},
	};
}
