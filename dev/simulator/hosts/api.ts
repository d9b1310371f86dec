import type { Answer } from '../answers';
import { MESSAGES, ok, refuse } from '../answers';
import type { RouteName } from '../api/routes';
import { ROUTES, routeAt } from '../api/routes';
import { assetInfo, assetUpload } from '../endpoints/assets';
import { createTask } from '../endpoints/createTask';
import { estimateCredits, estimateTask } from '../endpoints/estimates';
import { media } from '../endpoints/media';
import { modelDetail, modelList } from '../endpoints/models';
import { taskInfo } from '../endpoints/taskInfo';
import { byteDanceTemplates, klingTemplates, viduTemplates } from '../endpoints/templates';
import { uploadUrl } from '../endpoints/uploadUrl';
import { redirect } from '../files/redirect';
import { withQuirks } from '../quirks/withQuirks';
import type { RecordedRequest } from '../types';
import type { Handler, World } from '../world';
import { fileEndpoint, type Host } from './host';

/** A key that is known but disabled: 403. */
export const DISABLED_API_KEY = `ak_${'d'.repeat(32)}`;

const HANDLERS: Record<RouteName, Handler> = {
	CreateTask: createTask,
	TaskInfo: taskInfo,
	EstimateTask: estimateTask,
	'estimate-credits': estimateCredits,
	'bytedance-templates': byteDanceTemplates,
	'vidu-templates': viduTemplates,
	'kling-templates': klingTemplates,
	Models: modelList,
	'asset-upload': assetUpload,
	'asset-info': assetInfo,
	'upload-url': uploadUrl,
	balance: (_request, { settings }) => ok({ balance: settings.balance }),
};

/** Checks the key, then passes the request to its endpoint. */
function answer(request: RecordedRequest, world: World, apiKey: string): Answer {
	if (request.endpoint === 'media') return media(request, world);
	if (request.endpoint === 'redirect') return redirect(request, world);
	const key = request.headers['x-api-key'];
	if (key === DISABLED_API_KEY) return refuse(403, MESSAGES.disabledKey);
	if (key !== apiKey) return refuse(401, MESSAGES.invalidKey);
	const name = routeAt(request.path);
	if (name === undefined) return refuse(404, MESSAGES.notFound);
	const { method } = name === 'Model' ? ROUTES.Models : ROUTES[name];
	if (request.method !== method) return refuse(404, MESSAGES.notFound);
	const handler = name === 'Model' ? modelDetail : HANDLERS[name];
	return handler(request, world);
}

/** The host of the API. */
export const apiHost = (apiKey: string): Host => ({
	name: 'api',
	endpointOf: (_method, path) => fileEndpoint(path) ?? routeAt(path) ?? 'unknown',
	answer: (request, world) =>
		withQuirks(answer(request, world, apiKey), request.endpoint, world.settings.quirks),
});
