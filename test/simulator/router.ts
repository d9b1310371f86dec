import { endpoints } from '../../nodes/Crun/crun/contract';
import type { Answer } from './answers';
import { MESSAGES, ok, refuse } from './answers';
import { createTask } from './endpoints/createTask';
import { media } from './endpoints/media';
import { taskInfo } from './endpoints/taskInfo';
import { templateList } from './endpoints/templates';
import type { EndpointName, RecordedRequest } from './types';
import type { Handler, World } from './world';

/** This key is known, but switched off: 403. */
export const DISABLED_API_KEY = `ak_${'d'.repeat(32)}`;

/** Not in the contract yet. */
const KLING_TEMPLATES = '/api/v1/client/job/kling-templates';

interface Route {
	name: EndpointName;
	method: 'GET' | 'POST';
	path: string;
	handler: Handler;
}

const byteDanceTemplates = templateList({ catalogue: 'bytedance', idParameter: 'template_id', idField: 'TemplateId' });
const viduTemplates = templateList({ catalogue: 'vidu', idParameter: 'template', idField: 'template' });
const klingTemplates = templateList({ catalogue: 'kling', idParameter: 'template_id', idField: 'key' });
const balance: Handler = (_request, { settings }) => ok({ balance: settings.balance });

/** Every endpoint of the API. Estimates, models and the upload address belong here when they are built. */
const ROUTES: Route[] = [
	{ ...endpoints.createTask, name: 'CreateTask', handler: createTask },
	{ ...endpoints.taskInfo, name: 'TaskInfo', handler: taskInfo },
	{ ...endpoints.byteDanceTemplates, name: 'bytedance-templates', handler: byteDanceTemplates },
	{ ...endpoints.viduTemplates, name: 'vidu-templates', handler: viduTemplates },
	{ name: 'kling-templates', method: 'GET', path: KLING_TEMPLATES, handler: klingTemplates },
	{ ...endpoints.balance, name: 'balance', handler: balance },
];

/** Which endpoint a path belongs to, whatever the method. */
export const endpointOf = (path: string): EndpointName =>
	path.startsWith('/media/') ? 'media' : (ROUTES.find((route) => route.path === path)?.name ?? 'unknown');

/** Checks the key, finds the endpoint, lets it work. */
export function answer(request: RecordedRequest, world: World, apiKey: string): Answer {
	if (request.endpoint === 'media') return media(request, world);
	const key = request.headers['x-api-key'];
	if (key === DISABLED_API_KEY) return refuse(403, MESSAGES.disabledKey);
	if (key !== apiKey) return refuse(401, MESSAGES.invalidKey);
	const route = ROUTES.find(({ path, method }) => path === request.path && method === request.method);
	return route ? route.handler(request, world) : refuse(404, MESSAGES.notFound);
}
