import type { Answer } from './answers';
import { MESSAGES, refuse } from './answers';
import type { AnswerFault } from './faults';
import { storageRefusal } from './files/storageRefusal';
import { downloadOf, ENDLESS, trickle } from './slowness';
import type { RecordedRequest } from './types';

const HTML_PAGE = (status: number) =>
	`<!DOCTYPE html>\n<html><head><title>${status}</title></head><body><center><h1>${status}</h1></center><hr>gateway</body></html>\n`;

const truncated = (body: unknown): string => {
	const text = JSON.stringify(body ?? '');
	return text.slice(0, Math.ceil(text.length * 0.6));
};

/** The real answer, interrupted by a connection reset. */
function resetMidway(real: Answer | undefined, afterBytes: number | undefined): Answer | 'reset' {
	if (!real) return 'reset';
	const download = downloadOf(real);
	const { from, to } = download;
	const stopAfter = afterBytes ?? Math.floor((to - from) / 2);
	return {
		...real,
		headers: { 'content-length': to - from, ...real.headers },
		download: { ...download, stopAfter, end: 'reset' },
	};
}

/**
 * The answer that a fault sends instead of the real one.
 * @param real the real answer, if the request was processed
 */
export function faultAnswer(
	fault: AnswerFault,
	real: Answer | undefined,
	{ host, endpoint }: RecordedRequest,
): Answer | 'reset' | 'hang' {
	switch (fault.kind) {
		case 'status': {
			const { status, code = status, message = `Error ${code}`, errors } = fault;
			if (host !== 'api' || endpoint === 'media')
				return storageRefusal(status, status === 403 ? 'AccessDenied' : 'InternalError', message);
			return { ...refuse(code, message, errors), status };
		}
		case 'rateLimit': {
			const { retryAfter } = fault;
			const value = retryAfter instanceof Date ? retryAfter.toUTCString() : retryAfter?.toString();
			return {
				...refuse(429, MESSAGES.rateLimit),
				...(value !== undefined && { headers: { 'retry-after': value } }),
			};
		}
		case 'maintenance':
			return refuse(455, MESSAGES.maintenance);
		case 'codeInOk': {
			const { code, message = `Error ${code}`, errors, data = null } = fault;
			return { status: 200, body: { code, message, data, ...(errors && { errors }) } };
		}
		case 'html': {
			const { status = 502 } = fault;
			return {
				status,
				body: HTML_PAGE(status),
				headers: { 'content-type': 'text/html; charset=utf-8' },
			};
		}
		case 'cutJson':
			return {
				status: 200,
				body: truncated(real?.body),
				headers: { 'content-type': 'application/json' },
			};
		case 'empty':
			return { status: fault.status ?? 200, body: '' };
		case 'dataNull':
			return { status: 200, body: { code: 200, message: 'success', data: null } };
		case 'body':
			return {
				status: fault.status ?? 200,
				body: fault.body,
				headers: { 'content-type': 'application/json', ...fault.headers },
			};
		case 'resetBefore':
		case 'resetAfter':
			return 'reset';
		case 'resetMidway':
			return resetMidway(real, fault.afterBytes);
		case 'trickle':
			return real ? trickle(real, fault.ms) : 'hang';
		case 'endless':
			return ENDLESS;
		case 'hang':
		case 'trickleHeaders':
		case 'slowRead':
			return 'hang';
	}
}
