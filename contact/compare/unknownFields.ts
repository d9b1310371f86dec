import type { z } from 'zod';
import { isOpaque, isRecord, join } from './opaque';

/** A value that no JSON holds, so only a field that the schema does not know lets it pass. */
const PROBE = Symbol('probe');

/**
 * The fields of responses that a schema does not know. It is found out by experiment, because schemas do not show what
 * they know behind a `catch` or a `transform`: each field in turn gets an impossible value, and whoever lets it pass
 * does not know the field.
 * @param values responses, or parts of them, that the schema is for
 * @returns paths without indexes, such as `models[].name`, each once
 */
export function unknownFields(schema: z.ZodTypeAny, values: unknown[]): string[] {
	const verdicts = new Map<string, 'known' | 'unknown'>();
	for (const value of values)
		search(schema, value, { path: '', rebuild: (part) => part, read: (whole) => whole }, verdicts);
	return [...verdicts].flatMap(([path, verdict]) => (verdict === 'unknown' ? [path] : []));
}

/** A place in a value. */
interface Place {
	path: string;
	/** The whole value, with another part at this place. */
	rebuild: (part: unknown) => unknown;
	/** The part of a whole value at this place. */
	read: (whole: unknown) => unknown;
}

/** @param verdicts of each path, so that a field is probed once */
function search(
	schema: z.ZodTypeAny,
	part: unknown,
	place: Place,
	verdicts: Map<string, 'known' | 'unknown'>,
): void {
	if (isOpaque(place.path)) return;
	if (Array.isArray(part)) {
		for (const entry of part) search(schema, entry, onlyEntryOf(place), verdicts);
		return;
	}
	if (!isRecord(part)) return;
	for (const [name, value] of Object.entries(part)) {
		const field = fieldOf(place, part, name);
		if (isOpaque(field.path)) continue;
		const verdict = verdicts.get(field.path) ?? (isUnknown(schema, field) ? 'unknown' : 'known');
		verdicts.set(field.path, verdict);
		if (verdict === 'known') search(schema, value, field, verdicts);
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
