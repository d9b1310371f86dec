import type { OutgoingHttpHeaders } from 'node:http';
import type { Download } from './files/download';
import type { LedgerEntry } from './types';

/** The texts are ours: Crun's own are not published. Tests compare with these constants. */
export const MESSAGES = {
	invalidKey: 'Invalid API key',
	disabledKey: 'API key is disabled',
	insufficientCredits: 'Insufficient credits',
	notFound: 'Not found',
	taskNotFound: 'Task not found',
	modelNotFound: 'Model not found',
	templateNotFound: 'Template not found',
	validation: 'Validation error',
	generationFailed: 'Generation failed: the image was rejected',
	rateLimit: 'Too many requests',
	maintenance: 'The system is under maintenance',
} as const;

/** An answer that is ready to be sent: a value becomes JSON, a string or buffer goes out as it is. */
export interface Answer {
	status: number;
	body: unknown;
	headers?: OutgoingHttpHeaders;
	/** Sent instead of the body, piece by piece. */
	download?: Download;
	/** The task this request created, if it did. */
	created?: LedgerEntry;
}

/** HTTP 200 with code 200. */
export const ok = (data: unknown): Answer => ({
	status: 200,
	body: { code: 200, message: 'success', data },
});

/** An error with the same number as HTTP status and as code. */
export const refuse = (code: number, message: string, errors?: string[]): Answer => ({
	status: code,
	body: { code, message, data: null, ...(errors && { errors }) },
});

/** A 422 with every reason. */
export const invalid = (errors: string[]): Answer => refuse(422, MESSAGES.validation, errors);
