import { messageOf } from '../crun/problem';
import { readFailure } from '../transport/answer';

/** Why a transfer failed, in a few words, from what n8n's HTTP helpers threw. */
export function failureReason(error: unknown): string {
	const failure = readFailure(error);
	return failure.kind === 'failure' ? failure.message : messageOf(error);
}
