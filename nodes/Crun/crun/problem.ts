/** Facts about a problem, beside its two texts. */
export interface ProblemDetails {
	/** `input`: the user can fix it in the node. `api`: Crun answered so, or could not be reached. */
	kind: 'input' | 'api';
	/** Crun's code (see the table of codes in its documentation) or the HTTP status, if there was one. */
	code?: number | undefined;
	/** True where the code is not Crun's: something between n8n and Crun has answered. */
	foreign?: true;
	/** The task that the problem is about, once it exists: a paid task is never left without its ID. */
	taskId?: string | undefined;
	/** True where that task has ended without a result, so that there is nothing to continue with. */
	taskEnded?: true;
}

/**
 * An error of the domain, in the two parts that n8n shows. It knows nothing of n8n: `n8n/errors.ts` turns it into the
 * error that n8n displays.
 */
export class Problem extends Error {
	readonly details: ProblemDetails;

	/**
	 * @param headline what happened, in a few words and without a period at the end
	 * @param description the details and the way out, as full sentences
	 */
	constructor(
		headline: string,
		readonly description?: string,
		details: Partial<ProblemDetails> = {},
	) {
		super(headline);
		this.name = 'Problem';
		this.details = { kind: 'input', ...details };
	}
}

/** The same problem with another sentence at the end of its description. */
export function withSentence(
	{ message, description, details }: Problem,
	sentence: string,
): Problem {
	return new Problem(message, description ? `${description} ${sentence}` : sentence, details);
}

/** Any thrown value as a problem; an error of n8n's keeps its description. */
export function toProblem(error: unknown): Problem {
	if (error instanceof Problem) return error;
	const isDescribed = error instanceof Error && 'description' in error;
	const description = isDescribed && error.description ? String(error.description) : undefined;
	return new Problem(messageOf(error), description);
}

/** The text of any thrown value. */
export function messageOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}

/** Headline and description as full sentences in one text, for places that have room for only one. */
export function wholeText(error: unknown): string {
	const text = joinTexts(
		messageOf(error),
		error instanceof Problem ? error.description : undefined,
	);
	return /[.!?]$/.test(text) ? text : `${text}.`;
}

/** "Headline. Description." */
export function joinTexts(headline: string, description: string | null | undefined): string {
	return description ? `${headline}. ${description}` : headline;
}

/** The same error, naming a task that exists for its item, unless it names one itself. */
export function withTaskId(error: unknown, taskId: string | undefined): unknown {
	if (taskId === undefined) return error;
	const problem = toProblem(error);
	if (problem.details.taskId !== undefined) return error;
	const { message, description, details } = withSentence(
		problem,
		`An earlier attempt created task ${taskId} for this item: look it up with Task > Get.`,
	);
	return new Problem(message, description, { ...details, taskId });
}
