import type { IncomingHttpHeaders } from 'node:http';

/** What a request asked for: the last segment of Crun's path; `media` is any file, `unknown` any other path. */
export type EndpointName =
	| 'CreateTask'
	| 'TaskInfo'
	| 'bytedance-templates'
	| 'vidu-templates'
	| 'kling-templates'
	| 'balance'
	| 'media'
	| 'unknown';

/** One request as it arrived. */
export interface RecordedRequest {
	endpoint: EndpointName;
	method: string;
	path: string;
	query: Record<string, string>;
	/** Parsed JSON where it was JSON, else the text; undefined without a body. */
	body: unknown;
	headers: IncomingHttpHeaders;
	/** Milliseconds since the epoch, with fractions. */
	at: number;
	/** When the answer was out or the connection was gone; null while in flight. */
	endedAt: number | null;
	/** The HTTP status that was sent, or null: not answered yet, reset, or hung. */
	status: number | null;
}

/** A task as TaskInfo shows it. Tests may patch in anything, so further fields are allowed. */
export interface SimulatedTask {
	task_id: string;
	provider: string;
	model_version: string;
	/** pending, running, success or failed, unless a test set something odd. */
	status: string;
	param: { model: string; callback_url: string | null; input: Record<string, unknown> };
	create_at: number;
	complete_at: number | null;
	duration_s: number | null;
	credits?: number;
	result: Record<string, unknown> | null;
	source: string;
	[further: string]: unknown;
}

/** One created task in the books. */
export interface LedgerEntry {
	task_id: string;
	model: string;
	input: Record<string, unknown>;
	callback_url: string | null;
	/** Reserved until the task is finished, then what was charged: the price, or 0 for a failed task. */
	credits: number;
	createdAt: number;
	/** The client never learned of this task: its answer was reset, replaced by a fault, or the client had gone. */
	lost: boolean;
}

/** One callback that was posted, or tried. */
export interface DeliveredCallback {
	url: string;
	taskId: string;
	body: unknown;
	/** The receiver's HTTP status, or null when none came. */
	status: number | null;
	/** The receiver's answer, cut off at 10,000 characters. */
	answer: string;
	/** Why no status came, else null. */
	error: string | null;
	at: number;
}

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
}

/** Raw catalogue entries as the list endpoints serve them; tests may change them in place. */
export interface Catalogues {
	bytedance: unknown[];
	vidu: unknown[];
	kling: unknown[];
}

/** What happens, by event name. */
export interface SimulatorEvents {
	/** A request arrived. */
	request: RecordedRequest;
	/** A request was answered, or its connection closed. */
	ended: RecordedRequest;
	/** A task was created and its price reserved. */
	created: LedgerEntry;
	/** A task changed its status: a snapshot of the task. */
	status: SimulatedTask;
	/** A callback was answered, or failed. */
	callback: DeliveredCallback;
}
