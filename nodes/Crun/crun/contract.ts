import { z } from 'zod';

/**
 * The Crun API as schemas: what is sent, what comes back. The one place that knows field names, paths and
 * limits. Responses let unknown fields through and forgive optional ones of the wrong type, since only part of the
 * API is documented; a required field that is missing makes the whole answer unreadable.
 *
 * Uses only what zod 3.22, 3.25 and 4 share: n8n brings its own zod.
 */

export const PAGE_SIZE = 50; // page_size is at most 50; more is a 422
export const VIDU_PROMPT_MAX_LENGTH = 2000;
export const VIDU_ASPECT_RATIOS = ['16:9', '9:16', '1:1'] as const;
/** `area` belongs to the template `exotic_princess` only. */
export const VIDU_AREAS = [
	'auto',
	'denmark',
	'uk',
	'africa',
	'china',
	'mexico',
	'switzerland',
	'russia',
	'italy',
	'korea',
	'thailand',
	'india',
	'japan',
] as const;
/** `beast` belongs to the template `beast_companion` only. */
export const VIDU_BEASTS = ['auto', 'bear', 'tiger', 'elk', 'snake', 'lion', 'wolf'] as const;

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
export type JsonObject = Record<string, Json>;

/** Any JSON object. Its values are not looked into: they come out of JSON.parse, so they are JSON. */
export const recordSchema = z.record(z.string(), z.custom<Json>());

/** An optional field of a response: absent, null or of an unexpected type all read as null. */
const lenient = <T extends z.ZodTypeAny>(schema: T) => schema.nullish().catch(null);
/** Text. A number only while it is exact: beyond 2^53 its last digits are already wrong. */
const id = z.union([
	z.string().trim().min(1),
	z.number().int().min(0).max(Number.MAX_SAFE_INTEGER).transform(String),
]);
/** Credits may be fractional; some clients saw numbers as text. */
const credits = z.union([
	z.number(),
	z
		.string()
		.trim()
		.regex(/^\d+(\.\d+)?$/)
		.transform(Number),
]);
/** A list in which single unreadable entries are left out rather than spoiling the list. */
const listOf = <T extends z.ZodTypeAny>(schema: T) =>
	z.array(z.unknown()).transform((all) =>
		all.flatMap((one): Array<z.output<T>> => {
			const parsed = schema.safeParse(one);
			return parsed.success ? [parsed.data] : [];
		}),
	);
const strings = listOf(z.string());

// ---------------------------------------------------------------------------------------------- envelope

export const envelopeSchema = z
	.object({
		code: z.number().int(),
		message: lenient(z.string()),
		data: z.unknown().optional(),
		errors: lenient(strings),
	})
	.passthrough();
export type Envelope = z.infer<typeof envelopeSchema>;

// -------------------------------------------------------------------------------------------------- task

export const taskSchema = z
	.object({
		task_id: id,
		/** pending, running, success or failed; anything else counts as not finished. */
		status: z.string().min(1),
		provider: lenient(z.string()),
		model_version: lenient(z.string()),
		param: lenient(
			z
				.object({
					model: lenient(z.string()),
					callback_url: lenient(z.string()),
					input: lenient(recordSchema),
				})
				.passthrough(),
		),
		/** Unix seconds. */
		create_at: lenient(z.number()),
		/** Unix seconds; null until done. */
		complete_at: lenient(z.number()),
		duration_s: lenient(z.number()),
		/** Reserved while pending or running; charged once finished. */
		credits: lenient(credits),
		result: lenient(
			z
				.object({
					code: lenient(z.union([z.number(), z.string()])),
					message: lenient(z.string()),
					media_urls: lenient(strings),
				})
				.passthrough(),
		),
		source: lenient(z.string()),
	})
	.passthrough();
export type Task = z.infer<typeof taskSchema>;

/** What CreateTask takes. `callback_url` is left out when there is none. */
export const createTaskRequestSchema = z
	.object({
		model: z.string().min(1),
		callback_url: z.string().min(1).optional(),
		input: recordSchema,
	})
	.strict();
export type CreateTaskRequest = z.infer<typeof createTaskRequestSchema>;

const createTaskDataSchema = z.object({ task_id: id }).passthrough();

// --------------------------------------------------------------------------------------------- templates

export const byteDanceTemplateSchema = z
	.object({
		TemplateId: id,
		Title: lenient(z.string()),
		Title_en: lenient(z.string()),
		Cover: lenient(z.string()),
		PreviewVideo: lenient(z.string()),
		/** Milliseconds [inferred]. */
		Duration: lenient(z.number()),
		Tags: lenient(strings),
		Tags_en: lenient(strings),
		InputRequirement: lenient(z.string()),
		InputNum: lenient(z.number()),
		ConsumeItems: lenient(
			listOf(z.object({ Resolution: z.string().min(1), Credit: lenient(credits) }).passthrough()),
		),
		/** Comma-separated, e.g. "9:16,1:1". */
		SupportAspectRatio: lenient(z.string()),
	})
	.passthrough();

export const viduTemplateSchema = z
	.object({
		template: id,
		name: lenient(z.string()),
		resolution: lenient(strings),
		/** Seconds; [0] means unspecified [inferred]. */
		duration: lenient(listOf(z.number())),
		aspect_ratio: lenient(strings),
		cover: lenient(z.string()),
		video: lenient(z.string()),
		credits: lenient(credits),
		person_count: lenient(z.string()),
		/** A JSON string, possibly empty or malformed; `image_count` in it is prose. */
		input_instruction: lenient(z.string()),
		category_name: lenient(z.string()),
		is_hot: lenient(z.boolean()),
		is_new: lenient(z.boolean()),
	})
	.passthrough();

/** No real entry is public [doc: client]: everything but the id may be missing. */
export const klingTemplateSchema = z
	.object({
		key: id,
		cover_url: lenient(z.string()),
		video_url: lenient(z.string()),
		/** Prose: how many images, of what. */
		info: lenient(z.string()),
		credit: lenient(credits),
	})
	.passthrough();

/** The entries stay raw here: `platforms.ts` reads each by itself, so one odd entry does not hide the others. */
const templatePageSchema = z
	.object({ total: lenient(z.number().int()), templates: z.array(z.unknown()) })
	.passthrough();

const pageQuery = z
	.object({ page: z.number().int().min(1), page_size: z.number().int().min(1).max(PAGE_SIZE) })
	.strict();
/** ByteDance and Kling. */
const templateIdQuery = z.union([pageQuery, z.object({ template_id: z.string().min(1) }).strict()]);
const viduQuery = z.union([pageQuery, z.object({ template: z.string().min(1) }).strict()]);

// ---------------------------------------------------------------------------------------- template tasks

/** Crun takes public http(s) addresses only; never base64, data URIs or local paths. */
const imageUrls = z.array(z.string().regex(/^https?:\/\//i)).min(1);

export const byteDanceInputSchema = z
	.object({
		template_id: z.string().min(1),
		img_urls: imageUrls,
		resolution: z.string().min(1).optional(),
	})
	.strict();

export const viduInputSchema = z
	.object({
		template: z.string().min(1),
		images: imageUrls,
		prompt: z.string().max(VIDU_PROMPT_MAX_LENGTH).optional(),
		aspect_ratio: z.enum(VIDU_ASPECT_RATIOS).optional(),
		bgm: z.boolean().optional(),
		area: z.enum(VIDU_AREAS).optional(),
		beast: z.enum(VIDU_BEASTS).optional(),
		seed: z.number().int().optional(),
	})
	.strict();

export const klingInputSchema = z
	.object({ template_id: z.string().min(1), img_urls: imageUrls })
	.strict();

// ----------------------------------------------------------------------------------------- files, prices

/** `ext` in lower case, with the dot. */
const uploadUrlQuery = z
	.object({ content_type: z.string().min(1), ext: z.string().regex(/^\.[a-z0-9]+$/) })
	.strict();
const uploadUrlSchema = z
	.object({ presigned_url: z.string().min(1), file_url: z.string().min(1) })
	.passthrough();

/** EstimateTask, the newer of two endpoints that live side by side. */
const estimateTaskSchema = z
	.object({
		estimated_credits: credits,
		balance: lenient(credits),
		affordable: lenient(z.boolean()),
	})
	.passthrough();
/** estimate-credits, the older one. */
const estimateCreditsSchema = z.object({ credits, estimated: lenient(z.boolean()) }).passthrough();

// ------------------------------------------------------------------------------------------------ models

const modelSchema = z
	.object({
		model: id,
		modality: lenient(z.string()),
		operation: lenient(z.string()),
		description: lenient(z.string()),
	})
	.passthrough();
export type Model = z.infer<typeof modelSchema>;
const modelsSchema = z
	.object({ total: lenient(z.number()), models: listOf(modelSchema) })
	.passthrough();
/** `input_schema` is JSON-Schema-like; `inputSchema.ts` reads it. */
const modelDetailSchema = z
	.object({
		model: lenient(id),
		input_schema: lenient(recordSchema),
		required_input_fields: lenient(strings),
	})
	.passthrough();

// --------------------------------------------------------------------------------------------- endpoints

/** One call of the API: where it goes, what it takes, what its `data` is when it went well. */
export interface Endpoint<
	Query extends z.ZodTypeAny,
	Body extends z.ZodTypeAny,
	Data extends z.ZodTypeAny,
	Safe extends boolean = boolean,
> {
	name: string;
	method: 'GET' | 'POST';
	path: string;
	query: Query;
	body: Body;
	data: Data;
	/** Changes nothing and costs nothing, so it may be sent again. */
	safe: Safe;
}

export type AnyEndpoint = Endpoint<z.ZodTypeAny, z.ZodTypeAny, z.ZodTypeAny>;
export type SafeEndpoint = Endpoint<z.ZodTypeAny, z.ZodTypeAny, z.ZodTypeAny, true>;

const none = z.undefined();
const nameOf = (path: string) => path.slice(path.lastIndexOf('/') + 1);
const get = <Q extends z.ZodTypeAny, D extends z.ZodTypeAny>(
	path: string,
	query: Q,
	data: D,
): Endpoint<Q, typeof none, D, true> => ({
	name: nameOf(path),
	method: 'GET',
	path,
	query,
	body: none,
	data,
	safe: true,
});
const post = <B extends z.ZodTypeAny, D extends z.ZodTypeAny, S extends boolean>(
	path: string,
	body: B,
	data: D,
	safe: S,
): Endpoint<typeof none, B, D, S> => ({
	name: nameOf(path),
	method: 'POST',
	path,
	query: none,
	body,
	data,
	safe,
});

export const endpoints = {
	createTask: post(
		'/api/v1/client/job/CreateTask',
		createTaskRequestSchema,
		createTaskDataSchema,
		false,
	),
	taskInfo: get(
		'/api/v1/client/job/TaskInfo',
		z.object({ task_id: z.string().min(1) }).strict(),
		taskSchema,
	),
	byteDanceTemplates: get(
		'/api/v1/client/job/bytedance-templates',
		templateIdQuery,
		templatePageSchema,
	),
	viduTemplates: get('/api/v1/client/job/vidu-templates', viduQuery, templatePageSchema),
	klingTemplates: get('/api/v1/client/job/kling-templates', templateIdQuery, templatePageSchema),
	estimateTask: post(
		'/api/v1/client/job/EstimateTask',
		createTaskRequestSchema,
		estimateTaskSchema,
		true,
	),
	estimateCredits: post(
		'/api/v1/client/job/estimate-credits',
		createTaskRequestSchema,
		estimateCreditsSchema,
		true,
	),
	models: get(
		'/api/v1/client/job/Models',
		z.object({ modality: z.string().optional(), operation: z.string().optional() }).strict(),
		modelsSchema,
	),
	uploadUrl: get('/api/v1/client/files/upload-url', uploadUrlQuery, uploadUrlSchema),
	balance: get(
		'/api/v1/client/account/balance',
		none,
		z.object({ balance: credits }).passthrough(),
	),
};

/** One model. The slash in a model's name stays a slash in the path. */
export const modelEndpoint = (model: string) =>
	get(
		`${endpoints.models.path}/${model.split('/').map(encodeURIComponent).join('/')}`,
		none,
		modelDetailSchema,
	);
