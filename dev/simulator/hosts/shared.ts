import type { IncomingMessage } from 'node:http';
import { apiHost } from './api';
import { storageHost } from './files';
import type { Host } from './host';

/** The host that a request is for. */
export type HostOf = (message: IncomingMessage) => Host;

/** The API and the storage host at the same origin. The API serves results itself. */
export function sharedOrigin(apiKey: string): HostOf {
	const api = apiHost(apiKey);
	return ({ method, url }) =>
		method === 'PUT' || url?.startsWith('/uploads/') ? storageHost : api;
}
