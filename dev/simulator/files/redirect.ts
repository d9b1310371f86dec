import { invalid } from '../answers';
import type { Handler } from '../world';
import { MOVED } from './mediaFile';

export interface RedirectOptions {
	/** 302 by default. */
	status?: number;
	/** The number of redirects before `to` is reached, including this one. 1 by default. */
	hops?: number;
}

/**
 * A URL that redirects.
 * @param host the URL of the host that redirects
 * @param to the final location, sent unchanged (it may be relative or malformed); null redirects to itself, forever
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
 * `/redirect?to=…&status=…` on every host. Redirects to any location, unchecked, or to itself without `to`. The body
 * is a page that no client should mistake for the file.
 */
export const redirect: Handler = ({ query }) => {
	const status = Number(query.status ?? 302);
	if (![301, 302, 303, 307, 308].includes(status))
		return invalid(['status: must be 301, 302, 303, 307 or 308']);
	const location = query.to ?? `/redirect?status=${status}`;
	return { status, body: MOVED, headers: { location, 'content-type': 'text/html' } };
};
