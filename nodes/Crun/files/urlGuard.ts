import type { Account } from '../crun/account';
import { isInternalUrl } from '../crun/internalUrl';
import { Problem } from '../crun/problem';
import { redactText } from '../crun/redact';
import { showUrl } from '../crun/showUrl';
import { isHttpUrl } from '../crun/url';

const SHOWN_CHARACTERS = 100;

/**
 * Checks a URL before a file is downloaded from it or uploaded to it. It must be an http(s) URL without a user
 * name, and may point into a private network only where it has the origin of the credential's base URL: another port
 * is another service.
 * @throws Problem when the URL is not allowed
 */
export function assertUrlAllowed(url: string, { baseUrl, apiKey }: Account): void {
	const notAllowed = (reason: string) =>
		new Problem(
			'The file URL is not allowed',
			`${redactText(showUrl(url), apiKey).slice(0, SHOWN_CHARACTERS)} was not requested, because ${reason}.`,
			{ kind: 'api' },
		);
	if (!isHttpUrl(url)) throw notAllowed('it is not an http(s) URL');
	const { origin, username, password } = new URL(url);
	if (username !== '' || password !== '') throw notAllowed('it contains a user name');
	if (isInternalUrl(url) && origin !== new URL(baseUrl).origin)
		throw notAllowed('it points into a private network');
}
