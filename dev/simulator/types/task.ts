/** A task as TaskInfo returns it. Tests may add any other field. */
export interface SimulatedTask {
	task_id: string;
	provider: string;
	model_version: string;
	/** pending, running, success or failed, unless a test set something else. */
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

/** One created task in the ledger. */
export interface LedgerEntry {
	task_id: string;
	model: string;
	input: Record<string, unknown>;
	callback_url: string | null;
	/** Reserved until the task ends, then charged: the price, or 0 for a failed task. */
	credits: number;
	createdAt: number;
	/** The client never received this task's ID: the answer was reset or replaced, or the client had disconnected. */
	lost: boolean;
}

/** One callback, delivered or not. */
export interface DeliveredCallback {
	url: string;
	taskId: string;
	body: unknown;
	/** The receiver's HTTP status, or null if there was no answer. */
	status: number | null;
	/** The receiver's answer, truncated to 10,000 characters. */
	answer: string;
	/** Why there was no answer, otherwise null. */
	error: string | null;
	at: number;
}
