import { z } from 'zod';

/** A saved workflow. Other fields are passed through. */
export const workflowSchema = z
	.object({
		id: z.string(),
		name: z.string(),
		versionId: z.string(),
		active: z.boolean().optional(),
	})
	.passthrough();
export type SavedWorkflow = z.infer<typeof workflowSchema>;

/** An execution without its data. */
export const executionSchema = z.object({
	id: z.string(),
	status: z.enum([
		'new',
		'running',
		'waiting',
		'success',
		'error',
		'canceled',
		'crashed',
		'unknown',
	]),
	mode: z.string(),
	workflowId: z.string(),
	startedAt: z.string().nullish(),
	stoppedAt: z.string().nullish(),
	waitTill: z.string().nullish(),
	retryOf: z.string().nullish(),
});
export type Execution = z.infer<typeof executionSchema>;

// Errors keep their other fields (`context`, `httpCode`), which tests check.
const errorSchema = z
	.object({ message: z.string(), description: z.string().nullish() })
	.passthrough();

const itemSchema = z.object({
	json: z.record(z.unknown()),
	binary: z
		.record(z.object({ mimeType: z.string(), id: z.string().optional() }).passthrough())
		.optional(),
	pairedItem: z.unknown().optional(),
});
export type Item = z.infer<typeof itemSchema>;

// Other fields are kept, so that a step can be executed with the runs of the nodes before it.
const nodeRunSchema = z
	.object({
		executionStatus: z.string().optional(),
		error: errorSchema.optional(),
		// The tools of an AI agent have no `main` output: their items are under their own connection type.
		data: z
			.object({
				main: z.array(z.array(itemSchema).nullable()).default([]),
				ai_tool: z.array(z.array(itemSchema).nullable()).optional(),
			})
			.optional(),
	})
	.passthrough();

const runDataSchema = z.object({
	resultData: z.object({
		runData: z.record(z.array(nodeRunSchema)).default({}),
		error: errorSchema.optional(),
		lastNodeExecuted: z.string().optional(),
	}),
});

/** An execution with the output of its nodes, which n8n sends as a flattened string. */
export const executionWithDataSchema = executionSchema.extend({
	data: z
		.string()
		.transform(async (flat): Promise<unknown> => {
			const { parse } = await import('flatted'); // an ES module, but this file is CommonJS
			return parse(flat);
		})
		.pipe(runDataSchema.default({ resultData: {} })), // nothing is saved yet while it runs
});
export type ExecutionWithData = z.infer<typeof executionWithDataSchema>;

/** The progress of n8n 2 in activating or deactivating a workflow's triggers. */
export const publicationSchema = z.object({
	status: z.enum(['in_progress', 'published', 'not_published', 'partial', 'failed']),
	triggers: z.array(
		z.object({ nodeId: z.string(), status: z.string(), errorMessage: z.string().nullish() }),
	),
});

export const credentialTestSchema = z.object({
	status: z.enum(['OK', 'Error']),
	message: z.string().default(''),
});

export const optionsSchema = z.array(
	z.object({ name: z.string(), value: z.unknown(), description: z.string().optional() }),
);

export const listResultsSchema = z.object({
	results: z.array(
		z.object({
			name: z.string(),
			value: z.unknown(),
			url: z.string().optional(),
			description: z.string().optional(),
		}),
	),
	paginationToken: z.string().nullish(), // n8n 1 accepts only strings as tokens
});

/**
 * The items of one of a node's outputs, from its last run in this execution. Empty if the node did not run or
 * returned nothing.
 */
export function itemsOf(execution: ExecutionWithData, node: string, output = 0): Item[] {
	return execution.data.resultData.runData[node]?.at(-1)?.data?.main[output] ?? [];
}

/** The headline and the description of an error, as one text. */
export function joinTexts({
	message,
	description,
}: {
	message: string;
	description?: string | null | undefined;
}): string {
	return description ? `${message}. ${description}` : message;
}

/** Why an execution failed, with the node in which it failed; null if it did not fail. */
export function failureOf(execution: ExecutionWithData): string | null {
	const { error, lastNodeExecuted } = execution.data.resultData;
	if (error)
		return lastNodeExecuted ? `${lastNodeExecuted}: ${joinTexts(error)}` : joinTexts(error);
	return ['error', 'crashed', 'canceled'].includes(execution.status)
		? `it ended with the status "${execution.status}"`
		: null;
}
