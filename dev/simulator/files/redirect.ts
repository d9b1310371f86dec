import { invalid } from '../answers';
import type { Handler } from '../world';
import { MOVED } from './mediaFile';

export interface RedirectOptions {
	/** 302 by default. */
	status?: number;
	/** How many redirects, this one included, before `to` is reached. 1 by default. */
	hops?: number;
}

/**
 * An address that redirects.
 * @param host the address of the listener that does it
 * @param to the last address, sent as it is (it may be relative or odd); null: to itself, for ever
 */
export function redirectUrl(
	host: string,
	to: string | null,
	{ status = 302, hops = 1 }: RedirectOptions = {},
): string {
	const query = new URLSearchParams({ status: String(status) });
	if (to !== null)
		query.set('to', hops > 1 ? redirectUrl(host, to, { status, hops: hops - 1 }) : to);
	return `${host}/redirect?${query.toString()}`;
}

/**
 * `/redirect?to=…&status=…` on every host: to any address, checked by nobody; without `to`, to itself. The body is a
 * page that no client should take for the file.
 */
export const redirect: Handler = ({ query }) => {
	const status = Number(query.status ?? 302);
	if (![301, 302, 303, 307, 308].includes(status))
		return invalid(['status: must be 301, 302, 303, 307 or 308']);
	const location = query.to ?? `/redirect?status=${status}`;
	return { status, body: MOVED, headers: { location, 'content-type': 'text/html' } };
};
