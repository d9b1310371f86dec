import { randomUUID } from 'node:crypto';
import { MESSAGES } from './answers';
import type { SimulatedTask } from './types';

export interface NewTask {
	model: string;
	input: Record<string, unknown>;
	callback_url: string | null;
	credits: number;
}

/** The current time in Unix seconds. */
export const seconds = (): number => Math.floor(Date.now() / 1000);

/** A new task. */
export function pendingTask({ model, input, callback_url, credits }: NewTask): SimulatedTask {
	const [provider = model, version = model] = model.split('/');
	return {
		task_id: randomUUID(),
		provider,
		model_version: version,
		status: 'pending',
		param: { model, callback_url, input },
		create_at: seconds(),
		complete_at: null,
		duration_s: null,
		credits,
		result: null,
		source: 'api',
	};
}

export const failure = () => ({ code: 501, message: MESSAGES.generationFailed });
export const successOf = (media_urls: string[]) => ({ code: 200, message: 'success', media_urls });
