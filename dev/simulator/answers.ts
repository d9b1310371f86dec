import type { OutgoingHttpHeaders } from 'node:http';
import type { Download } from './files/download';
import type { LedgerEntry } from './types';

/** Crun's own messages are not published, so these are invented. Tests compare with the constants. */
export const MESSAGES = {
	invalidKey: 'Invalid API key',
	disabledKey: 'API key is disabled',
	insufficientCredits: 'Insufficient credits',
	notFound: 'Not found',
	taskNotFound: 'Task not found',
	assetNotFound: 'Asset not found',
	modelNotFound: 'Model not found',
	templateNotFound: 'Template not found',
	validation: 'Validation error',
	generationFailed: 'Generation failed: the image was rejected',
	reviewFailed: 'The image shows a public figure',
	rateLimit: 'Too many requests',
	maintenance: 'The system is under maintenance',
} as const;

/** An answer that is ready to be sent. Strings and buffers are sent unchanged, any other value as JSON. */
export interface Answer {
	status: number;
	body: unknown;
	headers?: OutgoingHttpHeaders;
	/** Sent instead of the body, in chunks. */
	download?: Download;
	/** The task that this request created, if any. */
	created?: LedgerEntry;
}

/** HTTP 200 with code 200. */
export const ok = (data: unknown): Answer => ({
	status: 200,
	body: { code: 200, message: 'success', data },
});

/** An error whose HTTP status and `code` are the same. */
export const refuse = (code: number, message: string, errors?: string[]): Answer => ({
	status: code,
	body: { code, message, data: null, ...(errors && { errors }) },
});

/** A 422 with all errors. */
export const invalid = (errors: string[]): Answer => refuse(422, MESSAGES.validation, errors);
