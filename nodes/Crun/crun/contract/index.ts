/**
 * The Crun API as schemas: what is sent, and what comes back. The one place that knows field names, paths and limits.
 * Responses let unknown fields through and tolerate optional fields of the wrong type, since only part of the API is
 * documented; without a required field, the whole response counts as unreadable.
 *
 * Only features that zod 3.22, 3.25 and 4 share are used: n8n brings its own zod.
 */

export {
	ASSET_ID,
	ASSET_TYPES,
	assetUploadSchema,
	assetSchema,
	type Asset,
	type AssetType,
	type AssetUpload,
} from './assets';
export { reportSchema } from './callback';
export { endpoints, modelEndpoint } from './endpoints';
export type { AnyEndpoint, Endpoint, SafeEndpoint } from './endpoint';
export { envelopeSchema, foreignWordsSchema, type Envelope, type Words } from './envelope';
export { parseJson, recordSchema, type Json, type JsonObject } from './json';
export {
	readModelEntries,
	readModelEntry,
	readModels,
	type Model,
	type ModelEntry,
} from './models';
export { createTaskRequestSchema, taskSchema, type CreateTaskRequest, type Task } from './task';
export { byteDanceInputSchema, klingInputSchema, viduInputSchema } from './templateInput';
export {
	BYTEDANCE_RESOLUTIONS,
	VIDU_AREAS,
	VIDU_ASPECT_RATIOS,
	VIDU_BEASTS,
	VIDU_PROMPT_MAX_LENGTH,
} from './templateValues';
export {
	byteDanceTemplateSchema,
	klingTemplateSchema,
	PAGE_SIZE,
	viduTemplateSchema,
} from './templates';
