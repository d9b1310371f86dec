import type { IncomingMessage } from 'node:http';
import type { Answer } from '../answers';
import type { EndpointName, HostName, RecordedRequest } from '../types';
import type { World } from '../world';

/** What listens at one address. */
export interface Host {
	name: HostName;
	/** Which endpoint a request is for, whatever its outcome. */
	endpointOf(method: string, path: string): EndpointName;
	/** @param message for the endpoints that read the body themselves */
	answer(
		request: RecordedRequest,
		world: World,
		message: IncomingMessage,
	): Answer | Promise<Answer>;
}

/** The endpoints that are the same on every host, and never to be sent the key. */
export function fileEndpoint(path: string): 'media' | 'redirect' | undefined {
	if (path.startsWith('/media/') || path.startsWith('/uploads/')) return 'media';
	return path === '/redirect' ? 'redirect' : undefined;
}
