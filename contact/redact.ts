import { keyPattern } from '../nodes/Crun/crun/keyPattern';
import { redactError } from '../nodes/Crun/crun/redact';
import { REDACTED } from '../nodes/Crun/crun/showUrl';

/** Removes secrets from a text that may have several lines. */
export type Redact = (text: string) => string;

/** Removes the API key, signatures, and the user names, passwords, and queries of URLs. */
export function redactor(apiKey: string): Redact {
	const key = keyPattern(apiKey); // once: it is long, and thousands of texts are redacted
	return (text) => redactError(text.replace(key, REDACTED));
}
