import { inspect } from 'node:util';

/** All text that an error or any other value carries: hidden properties, getters, causes, prototypes' fields, however deep. */
export function everythingIn(value: unknown): string {
	return (
		inspect(value, {
			depth: Infinity,
			showHidden: true,
			getters: true,
			maxStringLength: null,
			maxArrayLength: null,
		}) + safeJson(value)
	);
}

/** As n8n stores it: an error's JSON, without what cannot be JSON. */
function safeJson(value: unknown): string {
	const seen = new Set<unknown>();
	return (
		JSON.stringify(value, (_key, inner: unknown) => {
			if (typeof inner !== 'object' || inner === null) return inner;
			if (seen.has(inner)) return '[seen]';
			seen.add(inner);
			return inner;
		}) ?? ''
	);
}
