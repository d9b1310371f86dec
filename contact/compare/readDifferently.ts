import { isOpaque, isRecord, join } from './opaque';

/**
 * Where the package tolerates a value that is not what Crun documents: it ignores the value, drops an entry of a list,
 * or converts it. None of this shows in the outcome of a call.
 * @param raw what Crun sent
 * @param parsed what the schema made of it
 * @returns one sentence per place, without values
 */
export function readDifferently(raw: unknown, parsed: unknown): string[] {
	const found: string[] = [];
	compare(raw, parsed, '', (sentence) => found.push(sentence));
	return found;
}

function compare(
	raw: unknown,
	parsed: unknown,
	path: string,
	report: (sentence: string) => void,
): void {
	if (raw === null || raw === undefined) return;
	const where = path === '' ? 'data' : path;
	if (parsed === null || parsed === undefined) {
		report(`${where} is ${typeOf(raw)}, which the package does not read`);
	} else if (isOpaque(path)) {
		return;
	} else if (Array.isArray(raw) && Array.isArray(parsed)) {
		const dropped = raw.length - parsed.length;
		if (dropped > 0) report(`${where}: ${dropped} of ${raw.length} entries are unreadable`);
		else raw.forEach((entry, index) => compare(entry, parsed[index], `${path}[]`, report));
	} else if (isRecord(raw) && isRecord(parsed)) {
		for (const [name, value] of Object.entries(raw))
			compare(value, parsed[name], join(path, name), report);
	} else if (raw !== parsed) {
		const [from, to] = [typeOf(raw), typeOf(parsed)];
		report(from === to ? `${where} is written differently` : `${where} is ${from}, read as ${to}`);
	}
}

function typeOf(value: unknown): string {
	if (Array.isArray(value)) return 'a list';
	if (typeof value === 'string') return 'text';
	return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
