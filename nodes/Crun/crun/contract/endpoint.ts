import { z } from 'zod';

/** One call of the API: its path, its parameters, and the `data` of a successful response. */
export interface Endpoint<
	Query extends z.ZodTypeAny,
	Body extends z.ZodTypeAny,
	Data extends z.ZodTypeAny,
	Safe extends boolean = boolean,
> {
	/** The last part of the path. */
	name: string;
	method: 'GET' | 'POST';
	path: string;
	query: Query;
	body: Body;
	data: Data;
	/** Whether the call changes nothing and costs nothing, so that it may be repeated. */
	safe: Safe;
}

export type AnyEndpoint = Endpoint<z.ZodTypeAny, z.ZodTypeAny, z.ZodTypeAny>;
export type SafeEndpoint = Endpoint<z.ZodTypeAny, z.ZodTypeAny, z.ZodTypeAny, true>;

export const none = z.undefined();

const nameOf = (path: string) => path.slice(path.lastIndexOf('/') + 1);

export function get<Q extends z.ZodTypeAny, D extends z.ZodTypeAny>(
	path: string,
	query: Q,
	data: D,
): Endpoint<Q, typeof none, D, true> {
	return { name: nameOf(path), method: 'GET', path, query, body: none, data, safe: true };
}

export function post<B extends z.ZodTypeAny, D extends z.ZodTypeAny, S extends boolean>(
	path: string,
	body: B,
	data: D,
	safe: S,
): Endpoint<typeof none, B, D, S> {
	return { name: nameOf(path), method: 'POST', path, query: none, body, data, safe };
}
