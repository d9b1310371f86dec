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
