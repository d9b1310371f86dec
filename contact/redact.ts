import { redactError, redactKey } from '../nodes/Crun/crun/redact';

/** Removes secrets from a text that may have several lines. */
export type Redact = (text: string) => string;

/** Removes the API key, signatures, and the user names, passwords, and queries of URLs. */
export const redactor =
	(apiKey: string): Redact =>
	(text) =>
		redactError(redactKey(text, apiKey));
