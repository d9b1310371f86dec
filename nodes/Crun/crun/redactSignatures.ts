import { REDACTED } from './showUrl';

/** A query parameter up to its value, also where the URL is escaped for a URL, for JSON or for HTML. */
const OUR_SIGNATURE =
	/(crun_sig)(=|%(?:25)*3D|\\+u003d|&#(?:61|x3d);|\\*"\s?:\s?\\*")(?:(?!%(?:25)*26)[^&\s"'#\\])+/gi;

/** Redacts our signature (and any other, such as n8n's own in resume URLs) wherever it appears in a text. */
export function redactSignatures(text: string): string {
	return redactOurs(text).replace(
		/((?:\b|%[0-9a-f]{2}|\\u0026)signature)(=|%(?:25)*3D|\\+u003d|&#(?:61|x3d);)(?:(?!%(?:25)*26)[^&\s"'#\\])+/gi,
		`$1$2${REDACTED}`,
	);
}

/** Redacts our signature, and no other. `field` is the name of the field that holds the text, if any. */
export function redactOurs(text: string, field?: string): string {
	if (field === 'crun_sig') return REDACTED;
	// Most texts have no underscore, which is found out faster than with the pattern.
	return text.includes('_') ? text.replace(OUR_SIGNATURE, `$1$2${REDACTED}`) : text;
}
