import type { Outcome } from './outcome';

/** Secrets never appear in what a user or a log gets to see. */

const REDACTED = '***';

/** Redacts our signature (and n8n's own, in resume URLs) wherever it appears in a text. */
export function redactSignatures(text: string): string {
	return text.replace(
		/(crun_sig|(?:\b|%[0-9a-f]{2}|\\u0026)signature)(=|%(?:25)*3D)(?:(?!%(?:25)*26)[^&\s"'#\\])+/gi,
		`$1$2${REDACTED}`,
	);
}

/** Redacts the API key and signatures in a text from outside, and brings the text into one line. */
export function redactText(text: string, apiKey: string): string {
	return oneLine(redactSignatures(text.split(apiKey).join(REDACTED)));
}

/** Redacts the texts of an outcome that is not `ok`. The client does this for every answer, so nobody else has to. */
export function redactOutcome<T>(outcome: Outcome<T>, apiKey: string): Outcome<T> {
	if (outcome.kind === 'ok') return outcome;
	const message = redactText(outcome.message, apiKey);
	const errors = outcome.errors.map((error) => redactText(error, apiKey));
	return { ...outcome, message, errors };
}

/** Brings a text into one line. */
export function oneLine(text: string): string {
	return text.replace(/\s+/g, ' ').trim();
}
