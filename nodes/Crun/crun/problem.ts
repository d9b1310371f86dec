/** What went wrong, in the user's terms. `errors.ts` turns it into the n8n error that shows it. */
export interface ProblemDetails {
	/** `input`: the user can fix it in the node. `api`: Crun said so, or could not be reached. */
	kind: 'input' | 'api';
	/** Crun's code (see the table of codes in its documentation) or the HTTP status, where there was one. */
	code?: number | undefined;
	/** The task the problem is about, once one exists: a paid task is never left without its id. */
	taskId?: string | undefined;
}

/** An error of the domain: knows nothing of n8n. The message says what happened, why, and what to do, in one line. */
export class Problem extends Error {
	readonly details: ProblemDetails;

	constructor(message: string, details: ProblemDetails = { kind: 'input' }) {
		super(message);
		this.name = 'Problem';
		this.details = details;
	}
}

/** The same error, naming a task that exists for its item, unless it names one itself. */
export function namingTask(error: unknown, taskId: string | undefined): unknown {
	const details: ProblemDetails = error instanceof Problem ? error.details : { kind: 'input' };
	if (taskId === undefined || details.taskId !== undefined) return error;
	const message = error instanceof Error ? error.message : String(error);
	return new Problem(
		`${message}. An earlier try created task ${taskId} for this item: look it up with Task > Get`,
		{ ...details, taskId },
	);
}
