import { assetInfoQuery, assetSchema, assetUploadSchema, registeredAssetSchema } from './assets';
import { balanceSchema, estimateCreditsSchema, estimateTaskSchema } from './credits';
import { get, none, post } from './endpoint';
import { uploadUrlQuery, uploadUrlSchema } from './files';
import { modelDetailSchema, modelsQuery, modelsSchema } from './models';
import { createTaskDataSchema, createTaskRequestSchema, taskInfoQuery, taskSchema } from './task';
import { templateIdQuery, templatePageSchema, viduQuery } from './templates';

const JOB = '/api/v1/client/job';

/** Every endpoint that the nodes call, from Crun's public documentation and its command-line client. */
export const endpoints = {
	createTask: post(`${JOB}/CreateTask`, createTaskRequestSchema, createTaskDataSchema, false),
	taskInfo: get(`${JOB}/TaskInfo`, taskInfoQuery, taskSchema),
	byteDanceTemplates: get(`${JOB}/bytedance-templates`, templateIdQuery, templatePageSchema),
	viduTemplates: get(`${JOB}/vidu-templates`, viduQuery, templatePageSchema),
	klingTemplates: get(`${JOB}/kling-templates`, templateIdQuery, templatePageSchema),
	estimateTask: post(`${JOB}/EstimateTask`, createTaskRequestSchema, estimateTaskSchema, true),
	estimateCredits: post(
		`${JOB}/estimate-credits`,
		createTaskRequestSchema,
		estimateCreditsSchema,
		true,
	),
	models: get(`${JOB}/Models`, modelsQuery, modelsSchema),
	/** Every request registers another asset. */
	assetUpload: post(`${JOB}/asset-upload`, assetUploadSchema, registeredAssetSchema, false),
	assetInfo: get(`${JOB}/asset-info`, assetInfoQuery, assetSchema),
	uploadUrl: get('/api/v1/client/files/upload-url', uploadUrlQuery, uploadUrlSchema),
	balance: get('/api/v1/client/account/balance', none, balanceSchema),
};

/** The endpoint of one model. The slash in a model's name stays a slash in the path. */
export const modelEndpoint = (model: string) =>
	get(
		`${endpoints.models.path}/${model.split('/').map(encodeURIComponent).join('/')}`,
		none,
		modelDetailSchema,
	);
