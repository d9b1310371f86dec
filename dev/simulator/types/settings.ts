import type { Quirk } from './quirk';
import type { SimulatedTask } from './task';

/** How callbacks are sent. By default: one callback, immediately, with the bare task object. */
export interface CallbackPolicy {
	/** How often the callback is sent. 1 by default; 0 means never. */
	times?: number;
	/** Milliseconds from the change of status to the first callback. */
	delayMs?: number;
	/** Also send callbacks for `running` and other intermediate statuses. */
	intermediate?: boolean;
	/** Wrap the task in `{code, message, data}`. */
	envelope?: boolean;
	/** Makes the body of the task; `callbackForms` has those that are not documented. */
	form?: (task: Record<string, unknown>) => unknown;
	/** Fields to forge: they replace the task's own in the body, for example with a wrong `task_id`. */
	overrides?: Record<string, unknown>;
}

export interface TaskTimings {
	pendingMs: number;
	runningMs: number;
}

/** What tests may change while the simulator runs; `reset()` restores the initial values. */
export interface Settings {
	/** Credits left. Creating a task reserves its price; a failed task is refunded. */
	balance: number;
	/** `manual`: tasks change status only when the test says so. */
	taskTimings: TaskTimings | 'manual';
	/** Milliseconds that the review of an asset takes. `manual`: it ends only when the test says so. */
	assetReviewMs: number | 'manual';
	/** A function decides per task. */
	callbacks: CallbackPolicy | ((task: SimulatedTask) => CallbackPolicy);
	/** The three documented answers for a task that does not exist. */
	taskNotFound: 'http404' | 'code404' | 'dataNull';
	/** The answer of a template list to an unknown ID; not documented. */
	templateNotFound: 'empty' | 'http404';
	/** The most templates on a page, whatever page_size is requested. Default 50. */
	largestPage: number;
	/** How long a presigned URL is valid; with 0 it has already expired when it is received. */
	uploadExpiresMs: number;
	/** The available estimate endpoints: both, only estimate-credits, or none. The others answer 404. */
	estimates: 'both' | 'estimate-credits' | 'none';
	/** Answers that differ from the documented ones; `quirks` has them all. None by default. */
	quirks: Quirk[];
}

/** The catalogue entries as the list endpoints return them; tests may change them in place. */
export interface Catalogues {
	bytedance: unknown[];
	vidu: unknown[];
	kling: unknown[];
}
