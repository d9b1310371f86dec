import type { SimulatedTask } from './task';

/** How finished tasks are announced. Everything left out means: once, at once, the bare task object. */
export interface CallbackPolicy {
	/** 1 by default; 0 loses the callback, 2 sends it twice. */
	times?: number;
	/** Milliseconds between the change of status and the first callback. */
	delayMs?: number;
	/** Also announce `running` and other unfinished states. */
	intermediate?: boolean;
	/** Wrap the task in `{code, message, data}`. */
	envelope?: boolean;
	/** Forge: these fields replace the task's own in the body, e.g. a wrong `task_id` or `status`. */
	overrides?: Record<string, unknown>;
}

export interface TaskTimings {
	pendingMs: number;
	runningMs: number;
}

/** What tests may change while the simulator runs; `reset()` brings back what it was started with. */
export interface Settings {
	/** Credits left. Creation reserves, failure gives back. */
	balance: number;
	/** `manual`: tasks move only when the test says so. */
	taskTimings: TaskTimings | 'manual';
	/** A function decides per task. */
	callbacks: CallbackPolicy | ((task: SimulatedTask) => CallbackPolicy);
	/** The three documented shapes of "no such task". */
	taskNotFound: 'http404' | 'code404' | 'dataNull';
	/** Not documented: what a list answers to an unknown id. */
	templateNotFound: 'empty' | 'http404';
	/** How long an upload address is good for; 0: it has expired when it arrives. */
	uploadExpiresMs: number;
	/** Which estimates there are: EstimateTask and estimate-credits, only the latter, or none; the others answer 404. */
	estimates: 'both' | 'estimate-credits' | 'none';
}

/** Raw catalogue entries as the list endpoints serve them; tests may change them in place. */
export interface Catalogues {
	bytedance: unknown[];
	vidu: unknown[];
	kling: unknown[];
}
