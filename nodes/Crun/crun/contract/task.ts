import { z } from 'zod';
import { parseJson, recordSchema } from './json';
import { isUrls, mediaFields } from './media';
import { credits, id, lenient, numeric, time } from './parts';

/** The request as it was sent. */
export const paramSchema = z
	.object({
		model: lenient(z.string()),
		callback_url: lenient(z.string()),
		input: lenient(recordSchema),
	})
	.passthrough();

/** A text, or an object that holds it as `message`. */
const reason = z.union([
	z.string(),
	z.object({ message: z.string() }).transform(({ message }) => message),
]);

const resultObjectSchema = z
	.object({
		code: lenient(z.union([z.number(), z.string()])),
		message: lenient(z.string()),
		/** Some results say here why they failed. */
		error: lenient(reason),
		...mediaFields,
	})
	.passthrough();

const resultListSchema = z
	.array(z.unknown())
	.transform((media_urls) => resultObjectSchema.parse({ media_urls }));

/** JSON, URLs of files, the reason of a failure, or a text that was generated. */
const resultTextSchema = z.string().transform((text) => {
	const inner = z.union([resultObjectSchema, resultListSchema]).safeParse(parseJson(text));
	if (inner.success) return inner.data;
	return resultObjectSchema.parse(isUrls(text) ? { media_urls: text } : { message: text });
});

const resultSchema = z.union([resultObjectSchema, resultListSchema, resultTextSchema]);

/** The task object: `data` of TaskInfo, and the body of a callback. */
export const taskSchema = z
	.object({
		task_id: id,
		/** pending, running, success or failed, in lower case; anything else counts as not finished. */
		status: z.string().trim().toLowerCase().min(1),
		provider: lenient(z.string()),
		model_version: lenient(z.string()),
		/** The request as it was sent. */
		param: lenient(paramSchema),
		/** Unix seconds. */
		create_at: lenient(time),
		/** Unix seconds; null until the task finishes. */
		complete_at: lenient(time),
		duration_s: lenient(numeric),
		/** Reserved while the task is pending or running; charged once it has finished. */
		credits: lenient(credits),
		result: lenient(resultSchema),
		source: lenient(z.string()),
		/** Not documented; Crun's own client shows it where the result names no reason. */
		message: lenient(z.string()),
		/** Files belong into the result; some APIs of this family list them here. */
		...mediaFields,
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
