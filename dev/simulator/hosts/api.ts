import { endpoints } from '../../../nodes/Crun/crun/contract';
import type { Answer } from '../answers';
import { MESSAGES, ok, refuse } from '../answers';
import { createTask } from '../endpoints/createTask';
import { estimateCredits, estimateTask } from '../endpoints/estimates';
import { media } from '../endpoints/media';
import { modelDetail, modelList } from '../endpoints/models';
import { taskInfo } from '../endpoints/taskInfo';
import { templateList } from '../endpoints/templates';
import { uploadUrl } from '../endpoints/uploadUrl';
import { redirect } from '../files/redirect';
import { fileEndpoint, type Host } from './host';
import type { EndpointName, RecordedRequest } from '../types';
import type { Handler, World } from '../world';

/** This key is known, but switched off: 403. */
export const DISABLED_API_KEY = `ak_${'d'.repeat(32)}`;

interface Route {
	name: EndpointName;
	method: 'GET' | 'POST';
	path: string;
	handler: Handler;
}

const byteDanceTemplates = templateList({
	catalogue: 'bytedance',
	idParameter: 'template_id',
	idField: 'TemplateId',
});
const viduTemplates = templateList({
	catalogue: 'vidu',
	idParameter: 'template',
	idField: 'template',
});
const klingTemplates = templateList({
	catalogue: 'kling',
	idParameter: 'template_id',
	idField: 'key',
});
const balance: Handler = (_request, { settings }) => ok({ balance: settings.balance });

/** Every endpoint of the API. */
const ROUTES: Route[] = [
	{ ...endpoints.createTask, name: 'CreateTask', handler: createTask },
	{ ...endpoints.taskInfo, name: 'TaskInfo', handler: taskInfo },
	{ ...endpoints.byteDanceTemplates, name: 'bytedance-templates', handler: byteDanceTemplates },
	{ ...endpoints.viduTemplates, name: 'vidu-templates', handler: viduTemplates },
	{ ...endpoints.klingTemplates, name: 'kling-templates', handler: klingTemplates },
	{ ...endpoints.estimateTask, name: 'EstimateTask', handler: estimateTask },
	{ ...endpoints.estimateCredits, name: 'estimate-credits', handler: estimateCredits },
	{ ...endpoints.models, name: 'Models', handler: modelList },
	{ ...endpoints.uploadUrl, name: 'upload-url', handler: uploadUrl },
	{ ...endpoints.balance, name: 'balance', handler: balance },
];

/** Checks the key, finds the endpoint, lets it work. */
function answer(request: RecordedRequest, world: World, apiKey: string): Answer {
	if (request.endpoint === 'media') return media(request, world);
	if (request.endpoint === 'redirect') return redirect(request, world);
	const key = request.headers['x-api-key'];
	if (key === DISABLED_API_KEY) return refuse(403, MESSAGES.disabledKey);
	if (key !== apiKey) return refuse(401, MESSAGES.invalidKey);
	if (request.endpoint === 'Model' && request.method === 'GET') return modelDetail(request, world);
	const route = ROUTES.find(
		({ path, method }) => path === request.path && method === request.method,
	);
	return route ? route.handler(request, world) : refuse(404, MESSAGES.notFound);
}

/** Crun itself. */
export const apiHost = (apiKey: string): Host => ({
	name: 'api',
	endpointOf(_method, path) {
		if (path.startsWith(`${endpoints.models.path}/`)) return 'Model';
		return fileEndpoint(path) ?? ROUTES.find((route) => route.path === path)?.name ?? 'unknown';
	},
	answer: (request, world) => answer(request, world, apiKey),
});
