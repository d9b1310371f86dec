/**
 * How URLs are shown in texts for people: errors and logs. Without user name and password, and without query and
 * fragment, which may hold tokens and signatures. This is the only place that decides it.
 */

export const REDACTED = '***';

/**
 * A URL, or what was entered in place of one, as it may be shown. Where it cannot be told what is a password,
 * everything up to the last `@` counts as one.
 */
export function showUrl(text: string): string {
	const scheme = /^[a-z][a-z0-9+.-]*:[/\\]{2,}/i.exec(text)?.[0] ?? '';
	const rest = text.slice(scheme.length);
	const isUrl = scheme !== '' && URL.canParse(text);
	return scheme + (isUrl ? hideSecretParts(rest) : hideQuery(hideUser(rest)));
}

/** The same for every URL within a text. */
export function showUrlsIn(text: string): string {
	return text.replace(
		/(:(?:\\*\/){2})([^\s"'<>]+)/g,
		(_, slashes: string, rest: string) => `${slashes}${hideSecretParts(rest)}`,
	);
}

/** @param rest of a URL, without its scheme */
function hideSecretParts(rest: string): string {
	const host = rest.replace(/[/\\?#].*/s, '');
	return hideQuery(hideUser(host) + rest.slice(host.length));
}

function hideUser(text: string): string {
	const at = text.lastIndexOf('@');
	return at < 0 ? text : `${REDACTED}${text.slice(at)}`;
}

function hideQuery(text: string): string {
	const at = text.search(/[?#]./s);
	return at < 0 ? text : `${text.slice(0, at + 1)}${REDACTED}`;
}
