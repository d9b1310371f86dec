import type { EndpointName } from '../types';

interface Route {
	method: 'GET' | 'POST';
	path: string;
}

/**
 * Crun's documented endpoints. The simulator describes the API itself (here, in each endpoint and in `templates/`)
 * and imports nothing from the node, so a wrong path or field name in the node cannot match the same mistake here.
 */
export const ROUTES = {
	CreateTask: { method: 'POST', path: '/api/v1/client/job/CreateTask' },
	TaskInfo: { method: 'GET', path: '/api/v1/client/job/TaskInfo' },
	EstimateTask: { method: 'POST', path: '/api/v1/client/job/EstimateTask' },
	'estimate-credits': { method: 'POST', path: '/api/v1/client/job/estimate-credits' },
	'bytedance-templates': { method: 'GET', path: '/api/v1/client/job/bytedance-templates' },
	'vidu-templates': { method: 'GET', path: '/api/v1/client/job/vidu-templates' },
	'kling-templates': { method: 'GET', path: '/api/v1/client/job/kling-templates' },
	Models: { method: 'GET', path: '/api/v1/client/job/Models' },
	'asset-upload': { method: 'POST', path: '/api/v1/client/job/asset-upload' },
	'asset-info': { method: 'GET', path: '/api/v1/client/job/asset-info' },
	'upload-url': { method: 'GET', path: '/api/v1/client/files/upload-url' },
	balance: { method: 'GET', path: '/api/v1/client/account/balance' },
} as const satisfies Partial<Record<EndpointName, Route>>;

export type RouteName = keyof typeof ROUTES;

/** Where a single model is found. The slash in its name stays a slash. */
export const modelPath = (model: string): string =>
	[ROUTES.Models.path, ...model.split('/').map(encodeURIComponent)].join('/');

/** The endpoint at this path, or undefined. */
export function routeAt(path: string): RouteName | 'Model' | undefined {
	if (path.startsWith(`${ROUTES.Models.path}/`)) return 'Model';
	return ROUTE_NAMES.find((name) => ROUTES[name].path === path);
}

const isRouteName = (name: string): name is RouteName => name in ROUTES;
const ROUTE_NAMES = Object.keys(ROUTES).filter(isRouteName);
