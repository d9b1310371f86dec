import { z } from 'zod';
import type { Account } from '../crun/account';
import type { AnyEndpoint, Json } from '../crun/contract';
import type { Answer, Outcome, ParseData } from '../crun/outcome';
import { redactData, redactOutcome } from '../crun/redact';

export type DataOf<E extends AnyEndpoint> = z.output<E['data']>;

/** Classifies an answer, as `classifyRead` and `classifyCreation` do. */
type Classify = <T>(answer: Answer, parse: ParseData<T>, now: number) => Outcome<T>;

/**
 * Classifies and parses the answer of an endpoint, and redacts secrets in all of it. Nothing else reads answers of
 * Crun.
 */
export function readAnswer<E extends AnyEndpoint>(
	classify: Classify,
	endpoint: E,
	answer: Answer,
	{ apiKey }: Account,
): Outcome<DataOf<E>> {
	const parse = parserOf(endpoint);
	let redacted: Json = null;
	const parseRedacted: ParseData<DataOf<E>> = (data) => {
		redacted = redactData(data, apiKey);
		return parse(redacted);
	};
	const outcome = classify(answer, parseRedacted, Date.now());
	return redactOutcome(outcome, apiKey, () => redacted); // what was parsed is the raw data of an `ok`
}

/** Parses `data` as the endpoint's contract says; a value that does not fit is named by its path. */
export function parserOf<E extends AnyEndpoint>(endpoint: E): ParseData<DataOf<E>> {
	return (data) => {
		const parsed = endpoint.data.safeParse(data);
		if (parsed.success) return { data: parsed.data };
		const [issue] = parsed.error.issues;
		const where = issue && issue.path.length > 0 ? `data.${issue.path.join('.')}` : 'data';
		return { problem: `the field ${where} is missing or is not what Crun documents` };
	};
}

/** What a full response of n8n's HTTP helpers has besides its body. */
export const responseHead = {
	statusCode: z.number(),
	headers: z
		.object({ 'retry-after': z.union([z.string(), z.number()]).transform(String).optional() })
		.catch({}),
};

const responseSchema = z.object({ ...responseHead, body: z.unknown().optional() });

/**
 * Reads a full response of n8n's HTTP helpers, asked for as text.
 * @throws Error when it is not a response, to be read by `readFailure`
 */
export function readResponse(response: unknown): Answer {
	const parsed = responseSchema.safeParse(response);
	if (!parsed.success) throw new Error('the response is unreadable');
	const { statusCode, body, headers } = parsed.data;
	return {
		kind: 'response',
		status: statusCode,
		body: typeof body === 'string' ? body : JSON.stringify(body ?? ''),
		retryAfter: headers['retry-after'],
	};
}

const errorSchema = z.object({
	name: z.string().optional().catch(undefined),
	code: z.string().optional().catch(undefined),
	syscall: z.string().optional().catch(undefined),
	message: z.string().optional().catch(undefined),
	cause: z.unknown().optional(), // zod 4 takes a missing z.unknown() for an error
	errors: z.array(z.unknown()).optional().catch(undefined),
});
type Link = z.infer<typeof errorSchema>;

/** These mean that no connection was established, so no request can have arrived. */
const NOT_OPENED =
	/^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EAI_FAIL|ERR_INVALID_URL|ERR_TLS_CERT_ALTNAME_INVALID|CERT_.*|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_.*)$/;
/** n8n's own protection (N8N_SSRF_PROTECTION_ENABLED) refuses before it connects. */
const BLOCKED = /^SsrfBlocked/;
const OPENING = new Set(['connect', 'getaddrinfo']);
const WORDS: Record<string, string> = {
	ECONNREFUSED: 'the connection was refused',
	ENOTFOUND: 'the host name was not found',
	EAI_AGAIN: 'the host name could not be looked up',
	ECONNRESET: 'the connection was closed',
	EPIPE: 'the connection was closed',
	ECONNABORTED: 'no answer arrived in time',
	ETIMEDOUT: 'no answer arrived in time',
	ERR_CANCELED: 'the execution was stopped',
};
const DEEPEST_CAUSE = 6;

/**
 * Reads what n8n's HTTP helpers threw. n8n wraps the error of the HTTP library in its own, so the facts (`code`,
 * `syscall`) are read from the chain of causes.
 */
export function readFailure(error: unknown): Extract<Answer, { kind: 'failure' }> {
	const links = chain(error, DEEPEST_CAUSE);
	const codes = links.map(({ code }) => code).filter((code): code is string => code !== undefined);
	const opened =
		!codes.some((code) => NOT_OPENED.test(code)) &&
		!links.some(({ syscall, name }) => OPENING.has(syscall ?? '') || BLOCKED.test(name ?? ''));
	const known = codes.find((code) => Object.hasOwn(WORDS, code));
	const texts = [known && WORDS[known], links[links.length - 1]?.message];
	const message = texts.find((text) => text !== undefined && text !== '') ?? 'the request failed';
	return { kind: 'failure', opened, message };
}

function chain(error: unknown, depth: number): Link[] {
	const parsed = errorSchema.safeParse(error);
	if (!parsed.success || depth === 0) return [];
	const { cause, errors = [] } = parsed.data;
	return [parsed.data, ...[cause, ...errors].flatMap((next) => chain(next, depth - 1))];
}
