import {
	envelopeSchema,
	foreignWordsSchema,
	parseJson,
	type Envelope,
	type Words,
} from './contract';

/** What a response says about its success. */
export interface CodeReading {
	envelope: Envelope | null;
	/** Codes other than success, HTTP's first, then the envelope's. Empty: 2xx, and code 200 or no envelope at all. */
	codes: number[];
	message: string;
	errors: string[];
	/** True where it has no envelope: something between n8n and Crun has sent it. Absent otherwise. */
	foreign?: true;
}

/** Reads the codes and the messages of a response. Never throws, whatever the body is. */
export function readCodes({ status, body }: { status: number; body: string }): CodeReading {
	const json = parseJson(body);
	const parsed = envelopeSchema.safeParse(json);
	const isSuccess = status >= 200 && status < 300;
	const codes = isSuccess ? [] : [status];
	if (!parsed.success) {
		const message = `HTTP ${status} with ${describeBody(body)}`;
		const errors = isSuccess ? [] : foreignReasons(json);
		return { envelope: null, codes, message, errors, foreign: true };
	}
	const envelope = parsed.data;
	if (envelope.code !== 200) codes.push(envelope.code);
	const reasons = reasonsOf(envelope);
	const message = messageOf(envelope) || reasons[0] || 'Crun gave no reason';
	return { envelope, codes, message, errors: reasons.filter((reason) => reason !== message) };
}

/** The code to report: Crun's own, which is more specific than HTTP's; 200 when there is no other. */
export function mainCode({ codes }: CodeReading): number {
	return codes[codes.length - 1] ?? 200;
}

/** The message of an envelope; empty where it has none. */
export function messageOf({ message, msg }: Words): string {
	return message || msg || '';
}

function reasonsOf({ errors, detail }: Words): string[] {
	return [...new Set([...(errors ?? []), ...(detail ?? [])])];
}

/** The reasons in an error that does not come from Crun; empty if it gives none. */
function foreignReasons(json: unknown): string[] {
	const parsed = foreignWordsSchema.safeParse(json);
	if (!parsed.success) return [];
	const words = [messageOf(parsed.data), ...(parsed.data.error ?? []), ...reasonsOf(parsed.data)];
	return [...new Set(words)].filter((text) => text !== '');
}

function describeBody(body: string): string {
	const start = body.trimStart();
	if (start === '') return 'an empty body';
	if (start.startsWith('<')) return 'an HTML page instead of JSON';
	return start.startsWith('{') ? 'incomplete or unexpected JSON' : 'a body that is not JSON';
}
