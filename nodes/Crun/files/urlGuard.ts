import { isInternalUrl } from '../crun/internalUrl';
import type { Account } from '../crun/account';
import { isHttpUrl } from '../crun/url';
import { Problem } from '../crun/problem';

/**
 * May a file be fetched from, or sent to, this address? Only http(s), without a user name in it, and to the inside of a
 * network only where the credential itself points to that very host.
 * @throws Problem when not
 */
export function assertUrlAllowed(url: string, { baseUrl }: Account): void {
	const refuse = (reason: string): never => {
		throw new Problem(
			`The file address ${shorten(url)} is not followed, because ${reason}`,
			undefined,
			{
				kind: 'api',
			},
		);
	};
	if (!isHttpUrl(url)) return refuse('it is no http(s) address');
	const { hostname, username, password } = new URL(url);
	if (username !== '' || password !== '') return refuse('it has a user name in it');
	if (isInternalUrl(url) && hostname !== new URL(baseUrl).hostname)
		return refuse('it leads inside a private network');
}

/** Without the query, which may hold a storage host's signature. */
function shorten(url: string): string {
	return (url.split(/[?#]/, 1)[0] ?? '').slice(0, 100);
}
