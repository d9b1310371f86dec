import { envelopeSchema, type Envelope } from './contract';
import { parseRetryAfter } from './schedule';

/** What came back from the network, before anyone judged it. */
export type Answer =
	| { kind: 'response'; status: number; body: string; retryAfter?: string | undefined }
	/** `opened` is false when no connection came about at all, so nothing can have been received by Crun. */
	| { kind: 'failure'; opened: boolean; message: string };

/** A judged answer. `code` is Crun's, or the HTTP status; null where there was neither. */
export type Outcome<T> =
	| { kind: 'ok'; data: T; raw: unknown }
	/** Crun said no: nothing exists, nothing was charged. */
	| { kind: 'refused'; code: number | null; message: string; errors: string[] }
	/** Not now: sending the same again later is safe. */
	| {
			kind: 'transient';
			code: number | null;
			message: string;
			errors: string[];
			retryAfterMs: number | null;
	  }
	/** The answer does not tell. After CreateTask: a task may exist and may have been charged. */
	| { kind: 'unknown'; code: number | null; message: string; errors: string[]; raw: unknown };

export type Failure = Exclude<Outcome<never>, { kind: 'ok' }>;

/** Parses `data` of a successful envelope, or says what is wrong with it. */
export type ParseData<T> = (data: unknown) => { data: T } | { problem: string };

// The table of codes in Crun's documentation. Anything that is not in it tells nothing about a creation.
const REFUSED = new Set([401, 402, 403, 404, 422, 505]);
const LATER = new Set([429, 455]);
const RETRY_READ = new Set([408, 425, 429, 455, 500, 502, 503, 504]);

/**
 * Judges the answer to CreateTask, where a wrong guess costs money: `refused` and `transient` only if the HTTP status and
 * Crun's code both say so (or the status alone, where a gateway answered before Crun did); whatever is not in Crun's
 * table of codes is `unknown`.
 * @param now milliseconds since the epoch, for a Retry-After that is a date
 */
export function classifyCreation<T>(answer: Answer, parse: ParseData<T>, now: number): Outcome<T> {
	if (answer.kind === 'failure') {
		const { opened, message } = answer;
		return opened ? unknown(null, message) : { kind: 'refused', code: null, message, errors: [] };
	}
	const reading = read(answer);
	const { envelope, codes, message, errors } = reading;
	if (codes.length === 0) {
		if (!envelope) return unknown(answer.status, message);
		const parsed = parse(envelope.data);
		return 'data' in parsed
			? { kind: 'ok', data: parsed.data, raw: envelope.data }
			: unknown(200, parsed.problem, envelope.data);
	}
	const code = mainCode(reading);
	if (envelope?.code === 200) return { ...unknown(code, message, envelope.data), errors }; // HTTP says no, Crun says yes
	if (codes.every((one) => LATER.has(one)))
		return {
			kind: 'transient',
			code,
			message,
			errors,
			retryAfterMs: parseRetryAfter(answer.retryAfter, now),
		};
	if (codes.every((one) => REFUSED.has(one) || LATER.has(one)))
		return { kind: 'refused', code, message, errors };
	return { ...unknown(code, message), errors };
}

/**
 * Judges the answer to a request that changes nothing: trying again never hurts, so everything that may pass is
 * `transient`. `unknown` is left for a well-formed success whose `data` is not what the contract says.
 */
export function classifyRead<T>(answer: Answer, parse: ParseData<T>, now: number): Outcome<T> {
	if (answer.kind === 'failure')
		return {
			kind: 'transient',
			code: null,
			message: answer.message,
			errors: [],
			retryAfterMs: null,
		};
	const reading = read(answer);
	const { envelope, codes, message, errors } = reading;
	const later = (code: number): Outcome<T> => ({
		kind: 'transient',
		code,
		message,
		errors,
		retryAfterMs: parseRetryAfter(answer.retryAfter, now),
	});
	if (codes.length === 0) {
		if (!envelope) return later(answer.status);
		const parsed = parse(envelope.data);
		return 'data' in parsed
			? { kind: 'ok', data: parsed.data, raw: envelope.data }
			: unknown(200, parsed.problem, envelope.data);
	}
	const code = mainCode(reading);
	return RETRY_READ.has(code) ? later(code) : { kind: 'refused', code, message, errors };
}

interface Reading {
	envelope: Envelope | null;
	/** The codes that are not a success: HTTP's, then the envelope's. Empty: both say 2xx and 200, or there is no envelope. */
	codes: number[];
	message: string;
	errors: string[];
}

function read({ status, body }: { status: number; body: string }): Reading {
	const envelope = readEnvelope(body);
	const codes = status >= 200 && status < 300 ? [] : [status];
	if (envelope && envelope.code !== 200) codes.push(envelope.code);
	const message = envelope?.message || `HTTP ${status} with ${describeBody(body)}`;
	return { envelope, codes, message, errors: envelope?.errors ?? [] };
}

/** Crun's own code says more than HTTP's. */
function mainCode({ codes }: Reading): number {
	return codes[codes.length - 1] ?? 200;
}

function readEnvelope(body: string): Envelope | null {
	try {
		const parsed = envelopeSchema.safeParse(JSON.parse(body));
		return parsed.success ? parsed.data : null;
	} catch {
		return null; // not JSON: a gateway's page, or cut off on the way
	}
}

function describeBody(body: string): string {
	const start = body.trimStart();
	if (start === '') return 'an empty body';
	if (start.startsWith('<')) return 'an HTML page instead of JSON';
	return start.startsWith('{') ? 'JSON that is cut off or not Crun’s' : 'a body that is not JSON';
}

function unknown(
	code: number | null,
	message: string,
	raw: unknown = undefined,
): Extract<Outcome<never>, { kind: 'unknown' }> {
	return { kind: 'unknown', code, message, errors: [], raw };
}
