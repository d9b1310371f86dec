import type { IncomingMessage } from 'node:http';
import type { Answer } from '../answers';
import type { EndpointName, HostName, RecordedRequest } from '../types';
import type { World } from '../world';

/** One of the simulated hosts. */
export interface Host {
	name: HostName;
	/** The endpoint a request is for, whether or not it succeeds. */
	endpointOf(method: string, path: string): EndpointName;
	/** @param message for endpoints that read the body themselves */
	answer(
		request: RecordedRequest,
		world: World,
		message: IncomingMessage,
	): Answer | Promise<Answer>;
}

/** The endpoints that exist on every host. They must never receive the key. */
export function fileEndpoint(path: string): 'media' | 'redirect' | undefined {
	if (path.startsWith('/media/') || path.startsWith('/uploads/')) return 'media';
	return path === '/redirect' ? 'redirect' : undefined;
}
