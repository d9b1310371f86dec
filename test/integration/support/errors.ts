import { inspect } from 'node:util';
import type { INodeExecutionData } from 'n8n-workflow';

/** The headline and the description of an error, as one text. */
export function messageOf(error: unknown): string {
	if (!(error instanceof Error)) throw new Error(`The node threw no error, but ${String(error)}`);
	const { message } = error;
	const description = 'description' in error ? error.description : undefined;
	return typeof description === 'string' && description !== ''
		? `${message}. ${description}`
		: message;
}

/** The text of an error item; empty for any other item. */
export const errorOf = (item: INodeExecutionData | undefined): string =>
	typeof item?.json.error === 'string' ? item.json.error : '';

/** All text that an error or any other value carries: hidden properties, getters, causes and inherited fields. */
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

/** The JSON that n8n stores for an error, without what cannot be JSON. */
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
