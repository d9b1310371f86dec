import type { Account } from '../crun/account';
import { isInternalUrl } from '../crun/internalUrl';
import { Problem } from '../crun/problem';
import { isHttpUrl } from '../crun/url';

const SHOWN_CHARACTERS = 100;

/**
 * Checks a URL before a file is downloaded from it or uploaded to it. It must be an http(s) URL without a user
 * name, and may point into a private network only where it has the origin of the credential's base URL: another port
 * is another service.
 * @throws Problem when the URL is not allowed
 */
export function assertUrlAllowed(url: string, { baseUrl }: Account): void {
	if (!isHttpUrl(url)) throw notAllowed(url, 'it is not an http(s) URL');
	const { origin, username, password } = new URL(url);
	if (username !== '' || password !== '') throw notAllowed(url, 'it contains a user name');
	if (isInternalUrl(url) && origin !== new URL(baseUrl).origin)
		throw notAllowed(url, 'it points into a private network');
}

/** Shows the URL without its query, which may contain a storage host's signature. */
function notAllowed(url: string, reason: string): Problem {
	const shown = (url.split(/[?#]/, 1)[0] ?? '').slice(0, SHOWN_CHARACTERS);
	return new Problem(
		'The file URL is not allowed',
		`${shown} was not requested, because ${reason}.`,
		{ kind: 'api' },
	);
}
