import type { Envelope } from './contract';
import { mainCode, readCodes, type CodeReading } from './codes';
import { parseRetryAfter } from './schedule';

/** What came back from the network, before it is classified. */
export type Answer =
	| { kind: 'response'; status: number; body: string; retryAfter?: string | undefined }
	/** `opened` is false when no connection was established at all, so that Crun cannot have received anything. */
	| { kind: 'failure'; opened: boolean; message: string };

/** A classified response. `code` is Crun's, or the HTTP status; null where there was neither. */
export type Outcome<T> =
	| { kind: 'ok'; data: T; raw: unknown; message: string }
	/** Crun refused the request: nothing exists, nothing was charged. */
	| { kind: 'refused'; code: number | null; message: string; errors: string[] }
	/** Not possible at the moment: the same request can safely be sent again later. */
	| {
			kind: 'transient';
			code: number | null;
			message: string;
			errors: string[];
			retryAfterMs: number | null;
	  }
	/** The response is not conclusive. After CreateTask, a task may exist and may have been charged. */
	| { kind: 'unknown'; code: number | null; message: string; errors: string[]; raw: unknown };

export type Failure = Exclude<Outcome<never>, { kind: 'ok' }>;

/** Parses `data` of a successful envelope, or states what is wrong with it. */
export type ParseData<T> = (data: unknown) => { data: T } | { problem: string };

// From the table of codes in Crun's documentation. A code that is not in it says nothing about whether a task was
// created.
const REFUSED = new Set([401, 402, 403, 404, 422, 505]);
const LATER = new Set([429, 455]);
const RETRY_READ = new Set([408, 425, 429, 455, 500, 502, 503, 504]);

/**
 * Classifies the response to CreateTask, where a wrong guess costs money. It is `refused` or `transient` only if
 * the HTTP status and Crun's code both say so (or the status alone, where a gateway responded before Crun did).
 * Whatever is not in Crun's table of codes is `unknown`.
 * @param now milliseconds since the epoch, for a Retry-After that is a date
 */
export function classifyCreation<T>(answer: Answer, parse: ParseData<T>, now: number): Outcome<T> {
	if (answer.kind === 'failure') {
		const { opened, message } = answer;
		return opened ? unknown(null, message) : { kind: 'refused', code: null, message, errors: [] };
	}
	const reading = readCodes(answer);
	const { envelope, codes, message, errors } = reading;
	if (codes.length === 0)
		return envelope ? readData(envelope, parse) : unknown(answer.status, message);
	const code = mainCode(reading);
	// An HTTP error around a success from Crun.
	if (envelope?.code === 200) return { ...unknown(code, message, envelope.data), errors };
	if (codes.every((one) => LATER.has(one)))
		return transient(code, reading, parseRetryAfter(answer.retryAfter, now));
	if (codes.every((one) => REFUSED.has(one) || LATER.has(one)))
		return { kind: 'refused', code, message, errors };
	return { ...unknown(code, message), errors };
}

/**
 * Classifies the response to a request that changes nothing. Trying again never does harm, so everything that may be
 * temporary is `transient`. `unknown` remains for a well-formed success whose `data` does not match the contract.
 * @param now milliseconds since the epoch, for a Retry-After that is a date
 */
export function classifyRead<T>(answer: Answer, parse: ParseData<T>, now: number): Outcome<T> {
	if (answer.kind === 'failure')
		return transient(null, { message: answer.message, errors: [] }, null);
	const reading = readCodes(answer);
	const { envelope, codes, message, errors } = reading;
	const retryAfterMs = parseRetryAfter(answer.retryAfter, now);
	if (codes.length === 0)
		return envelope ? readData(envelope, parse) : transient(answer.status, reading, retryAfterMs);
	const code = mainCode(reading);
	return RETRY_READ.has(code)
		? transient(code, reading, retryAfterMs)
		: { kind: 'refused', code, message, errors };
}

/** Crun's own final words among the 5xx: the generation failed, the feature is disabled. */
const FINAL = new Set([501, 505]);

/**
 * Classifies the response to TaskInfo. A task that was paid for depends on it, so only what Crun itself says for good
 * is `refused`: a page of something in between, and every other 5xx, will pass.
 * @param now milliseconds since the epoch, for a Retry-After that is a date
 */
export function classifyTaskInfo<T>(answer: Answer, parse: ParseData<T>, now: number): Outcome<T> {
	const outcome = classifyRead(answer, parse, now);
	if (outcome.kind !== 'refused' || answer.kind === 'failure') return outcome;
	const { envelope } = readCodes(answer);
	const code = outcome.code ?? 0;
	const isFinal = envelope !== null && (code < 500 || code > 599 || FINAL.has(code));
	return isFinal
		? outcome
		: transient(outcome.code, outcome, parseRetryAfter(answer.retryAfter, now));
}

/** The `data` of an envelope that reports success, where it matches the contract. */
function readData<T>({ data, message }: Envelope, parse: ParseData<T>): Outcome<T> {
	const parsed = parse(data);
	return 'data' in parsed
		? { kind: 'ok', data: parsed.data, raw: data, message: message ?? '' }
		: unknown(200, parsed.problem, data);
}

function transient(
	code: number | null,
	{ message, errors }: Pick<CodeReading, 'message' | 'errors'>,
	retryAfterMs: number | null,
): Extract<Outcome<never>, { kind: 'transient' }> {
	return { kind: 'transient', code, message, errors, retryAfterMs };
}

function unknown(
	code: number | null,
	message: string,
	raw: unknown = undefined,
): Extract<Outcome<never>, { kind: 'unknown' }> {
	return { kind: 'unknown', code, message, errors: [], raw };
}
