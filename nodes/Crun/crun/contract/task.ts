import { z } from 'zod';
import { recordSchema } from './json';
import { credits, id, lenient, strings } from './parts';

const paramSchema = z
	.object({
		model: lenient(z.string()),
		callback_url: lenient(z.string()),
		input: lenient(recordSchema),
	})
	.passthrough();

const resultSchema = z
	.object({
		code: lenient(z.union([z.number(), z.string()])),
		message: lenient(z.string()),
		media_urls: lenient(strings),
	})
	.passthrough();

/** The task object: `data` of TaskInfo, and the body of a callback. */
export const taskSchema = z
	.object({
		task_id: id,
		/** pending, running, success or failed; anything else counts as not finished. */
		status: z.string().min(1),
		provider: lenient(z.string()),
		model_version: lenient(z.string()),
		/** The request as it was sent. */
		param: lenient(paramSchema),
		/** Unix seconds. */
		create_at: lenient(z.number()),
		/** Unix seconds; null until the task finishes. */
		complete_at: lenient(z.number()),
		duration_s: lenient(z.number()),
		/** Reserved while the task is pending or running; charged once it has finished. */
		credits: lenient(credits),
		result: lenient(resultSchema),
		source: lenient(z.string()),
	})
	.passthrough();
export type Task = z.infer<typeof taskSchema>;

/** The body of CreateTask. `callback_url` is left out when there is none. */
export const createTaskRequestSchema = z
	.object({
		model: z.string().min(1),
		callback_url: z.string().min(1).optional(),
		input: recordSchema,
	})
	.strict();
export type CreateTaskRequest = z.infer<typeof createTaskRequestSchema>;

export const createTaskDataSchema = z.object({ task_id: id }).passthrough();

export const taskInfoQuery = z.object({ task_id: z.string().min(1) }).strict();
