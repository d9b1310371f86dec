import type { Answer } from '../../nodes/Crun/crun/outcome';
import { readFailure } from '../../nodes/Crun/transport/answer';
import { readStreamed } from '../../nodes/Crun/transport/readStreamed';

const LARGEST_ANSWER = 20 * 1024 * 1024; // bytes, as in the nodes

export interface HttpRequest {
	method: string;
	url: string;
	headers: Record<string, string>;
	body?: string | Uint8Array;
	timeoutMs: number;
}

/** Sends one request, once, and follows no redirect. Never throws for what the network does. */
export async function send({ url, timeoutMs, ...request }: HttpRequest): Promise<Answer> {
	try {
		const response = await fetch(url, {
			...request,
			redirect: 'manual',
			signal: AbortSignal.timeout(timeoutMs),
		});
		return await readStreamed(
			{
				statusCode: response.status,
				headers: Object.fromEntries(response.headers),
				body: response.body ?? '',
			},
			LARGEST_ANSWER,
		);
	} catch (error) {
		return readFailure(error);
	}
}
