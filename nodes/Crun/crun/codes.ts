import { envelopeSchema, type Envelope } from './contract';

/** What a response says about its success. */
export interface CodeReading {
	envelope: Envelope | null;
	/** Codes other than success, HTTP's first, then the envelope's. Empty: 2xx, and code 200 or no envelope at all. */
	codes: number[];
	message: string;
	errors: string[];
}

/** Reads the codes and the messages of a response. Never throws, whatever the body is. */
export function readCodes({ status, body }: { status: number; body: string }): CodeReading {
	const envelope = readEnvelope(body);
	const codes = status >= 200 && status < 300 ? [] : [status];
	if (envelope && envelope.code !== 200) codes.push(envelope.code);
	const message = envelope?.message || `HTTP ${status} with ${describeBody(body)}`;
	return { envelope, codes, message, errors: envelope?.errors ?? [] };
}

/** The code to report: Crun's own, which is more specific than HTTP's; 200 when there is no other. */
export function mainCode({ codes }: CodeReading): number {
	return codes[codes.length - 1] ?? 200;
}

function readEnvelope(body: string): Envelope | null {
	try {
		const parsed = envelopeSchema.safeParse(JSON.parse(body));
		return parsed.success ? parsed.data : null;
	} catch {
		return null; // not JSON: a gateway's page, or a response that was cut off
	}
}

function describeBody(body: string): string {
	const start = body.trimStart();
	if (start === '') return 'an empty body';
	if (start.startsWith('<')) return 'an HTML page instead of JSON';
	return start.startsWith('{') ? 'incomplete or unexpected JSON' : 'a body that is not JSON';
}
