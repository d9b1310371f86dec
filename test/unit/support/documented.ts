/** The examples in Crun's documentation, verbatim. Every call returns a new copy. */
import type { JsonObject } from '../../../nodes/Crun/crun/contract';

const BYTEDANCE = `{"MediaId":"7642552612302307355","Title":"战斗游戏","Cover":"https://muse.console.volcengine.com/…/example.jpeg","Duration":10123,"PreviewVideo":"https://muse.console.volcengine.com/….mp4","Tags":["🔥Seedance2.0模型"],"ServiceId":"217677058","TemplateId":"104909826","TemplateType":"BEGIN_END_FRAME","InputRequirement":"SINGLE_PERSON","InputNum":1,"ReleaseOnlineTime":1779421051,"ConsumeItems":[{"Resolution":"480p","Credit":166.5},{"Resolution":"720p","Credit":355.2}],"Title_en":"Battle Game","Tags_en":["🔥Seedance2.0 Model"],"CoverAspectRatio":"9:16","SupportAspectRatio":"9:16,1:1,16:9,4:3,3:4"}`;
const VIDU = String.raw`{"template":"Vintage_Moment_of_Mom","resolution":["1080p"],"duration":[0],"aspect_ratio":["9:16"],"output_type":"unspecified","name":"Vintage Moment of Mom","cover":"https://scene.cf.vidu.studio/….png","video":"https://scene.cf.vidu.studio/….png","credits":9,"person_count":"Only single female person photos are supported","input_instruction":"{\"image_count\":\"Only one image can be uploaded\",\"image_url\":[\"https://scene.cf.vidu.studio/….png\"],\"person_count\":\"Only single female person photos are supported\",\"attention\":\"Single person half-body or full-body photos yield the best results\",\"prompt_instruction\":\"No prompt required for this mode\",\"effect_boundary\":\"There is a low probability of issues such as subtle changes in facial features\"}","category_name":"Festival","category_id":11,"is_hot":true,"is_new":false}`;
const TASK_INFO = `{"code":200,"message":"success","data":{"task_id":"d6956973-2f17-43d4-8514-af6cc3a2f55d","provider":"Google","model_version":"nano-banana","status":"running","param":{"model":"google/nano-banana","callback_url":null,"input":{"output_format":"png","aspect_ratio":"16:9"}},"create_at":1768900378,"result":null,"duration_s":null,"complete_at":null,"source":"api"}}`;
const BYTEDANCE_REQUEST = `{"model":"bytedance/template","callback_url":"https://your-domain.com/api/callback","input":{"template_id":"104909826","img_urls":["https://static.crunai.com/u/example-image.png"],"resolution":"720p"}}`;
const VIDU_REQUEST = `{"model":"vidu/template","input":{"template":"Easter_cute_pets","images":["https://static.crunai.com/u/9b4262e8-4051-4ae8-abf8-e8d8955a948c.png"],"bgm":true}}`;

const parse = (text: string) => JSON.parse(text) as JsonObject;

export const documented = {
	byteDanceTemplate: () => parse(BYTEDANCE),
	viduTemplate: () => parse(VIDU),
	/** The complete answer of TaskInfo. */
	taskInfo: () => parse(TASK_INFO),
	/** The task object in it. */
	task: () => parse(TASK_INFO).data as JsonObject,
	byteDanceRequest: () => parse(BYTEDANCE_REQUEST),
	viduRequest: () => parse(VIDU_REQUEST),
};

/** A successful template task with the fields of the documented task. */
export const finishedTask = (): JsonObject => ({
	task_id: 'd6956973-2f17-43d4-8514-af6cc3a2f55d',
	provider: 'ByteDance',
	model_version: 'template',
	status: 'success',
	param: {
		model: 'bytedance/template',
		callback_url: null,
		input: {
			template_id: '104909826',
			img_urls: ['https://static.crunai.com/u/example-image.png'],
			resolution: '720p',
		},
	},
	create_at: 1768900378,
	complete_at: 1768900502,
	duration_s: 124,
	credits: 355.2,
	result: {
		code: 200,
		message: 'success',
		media_urls: ['https://static.crunai.com/o/video.mp4'],
		usage: { seconds: 10 },
	},
	source: 'api',
});
