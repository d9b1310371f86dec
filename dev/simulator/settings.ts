import type { SimulatorOptions } from './simulator';
import type { CallbackPolicy, Settings } from './types';

const NO_CALLBACKS: CallbackPolicy = { times: 0 };
const FIFTEEN_MINUTES_MS = 900_000;

/** The settings a simulator starts with and returns to on `reset()`. */
export function initialSettings({ callbacks = true, ...options }: SimulatorOptions): Settings {
	return {
		balance: options.balance ?? 100_000,
		taskTimings: options.taskTimings ?? { pendingMs: 20, runningMs: 30 },
		assetReviewMs: options.assetReviewMs ?? 20,
		callbacks: typeof callbacks === 'boolean' ? (callbacks ? {} : NO_CALLBACKS) : callbacks,
		taskNotFound: options.taskNotFound ?? 'http404',
		templateNotFound: options.templateNotFound ?? 'empty',
		largestPage: 50,
		uploadExpiresMs: options.uploadExpiresMs ?? FIFTEEN_MINUTES_MS,
		estimates: options.estimates ?? 'both',
		quirks: [...(options.quirks ?? [])],
	};
}
