import type { Envelope } from './contract';
import { mainCode, messageOf, readCodes, type CodeReading } from './codes';
import { parseRetryAfter } from './schedule';

/** What came back from the network, before it is classified. */
export type Answer =
	| { kind: 'response'; status: number; body: string; retryAfter?: string | undefined }
	/** `opened` is false when no connection was established at all, so that Crun cannot have received anything. */
	| { kind: 'failure'; opened: boolean; message: string };

/** What a response that is no success says. */
interface Said {
	/** Crun's, or the HTTP status; null where there was neither. */
	code: number | null;
	message: string;
	errors: string[];
	/** True where the response was not Crun's envelope. Absent otherwise. */
	foreign?: true;
}

/** A classified response. */
export type Outcome<T> =
	| { kind: 'ok'; data: T; raw: unknown; message: string }
	/** The request was refused: nothing exists, nothing was charged. */
	| ({ kind: 'refused' } & Said)
	/** Not possible at the moment: the same request can safely be sent again later. */
	| ({ kind: 'transient'; retryAfterMs: number | null } & Said)
	/** The response is not conclusive. After CreateTask, a task may exist and may have been charged. */
	| ({ kind: 'unknown'; raw: unknown } & Said);

export type Failure = Exclude<Outcome<never>, { kind: 'ok' }>;

/** Parses `data` of a successful envelope, or states what is wrong with it. */
export type ParseData<T> = (data: unknown) => { data: T } | { problem: string };

// From the table of codes in Crun's documentation. A code that is not in it says nothing about whether a task was
// created.
const REFUSED = new Set([401, 402, 403, 404, 422, 505]);
const LATER = new Set([429, 455]);
// By these HTTP statuses, a server refuses a request for its form, before it is processed: its method, length, type,
// URL, or headers. As codes of Crun's they are not documented, so they count only as the HTTP status.
const REFUSED_FORM = new Set([405, 411, 413, 414, 415, 431]);
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
		const said = { code: null, message, errors: [] };
		return opened ? unknown(said) : { kind: 'refused', ...said };
	}
	const reading = readCodes(answer);
	const { envelope, codes } = reading;
	if (envelope && codes.length === 0) return readData(envelope, parse);
	const said = saidBy(answer.status, reading);
	// An HTTP error around a success from Crun, or no code of Crun's at all.
	if (codes.length === 0 || envelope?.code === 200) return unknown(said, envelope?.data);
	if (codes.every((one) => LATER.has(one)))
		return { kind: 'transient', ...said, retryAfterMs: parseRetryAfter(answer.retryAfter, now) };
	const refuses = (one: number) =>
		REFUSED.has(one) || LATER.has(one) || (REFUSED_FORM.has(one) && one === answer.status);
	return codes.every(refuses) ? { kind: 'refused', ...said } : unknown(said);
}

/**
 * Classifies the response to a request that changes nothing. Trying again never does harm, so everything that may be
 * temporary is `transient`. `unknown` remains for a well-formed success whose `data` does not match the contract.
 * @param now milliseconds since the epoch, for a Retry-After that is a date
 */
export function classifyRead<T>(answer: Answer, parse: ParseData<T>, now: number): Outcome<T> {
	if (answer.kind === 'failure') {
		const { message } = answer;
		return { kind: 'transient', code: null, message, errors: [], retryAfterMs: null };
	}
	const reading = readCodes(answer);
	const { envelope, codes } = reading;
	if (envelope && codes.length === 0) return readData(envelope, parse);
	const said = saidBy(answer.status, reading);
	const mayPass = codes.length === 0 || RETRY_READ.has(said.code);
	return mayPass
		? { kind: 'transient', ...said, retryAfterMs: parseRetryAfter(answer.retryAfter, now) }
		: { kind: 'refused', ...said };
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
	const code = outcome.code ?? 0;
	const isFinal = !outcome.foreign && (code < 500 || code > 599 || FINAL.has(code));
	if (isFinal) return outcome;
	return {
		...outcome,
		kind: 'transient',
		retryAfterMs: parseRetryAfter(answer.retryAfter, now),
	};
}

/** The `data` of an envelope that reports success, where it matches the contract. */
function readData<T>(envelope: Envelope, parse: ParseData<T>): Outcome<T> {
	const { data } = envelope;
	const parsed = parse(data);
	return 'data' in parsed
		? { kind: 'ok', data: parsed.data, raw: data, message: messageOf(envelope) }
		: unknown({ code: 200, message: parsed.problem, errors: [] }, data);
}

/** What a response says; without any code but HTTP's success, that one is its code. */
function saidBy(status: number, reading: CodeReading): Said & { code: number } {
	const { codes, message, errors, foreign } = reading;
	const code = codes.length === 0 ? status : mainCode(reading);
	return { code, message, errors, ...(foreign ? { foreign } : {}) };
}

function unknown(said: Said, raw: unknown = undefined): Extract<Failure, { kind: 'unknown' }> {
	return { kind: 'unknown', ...said, raw };
}
