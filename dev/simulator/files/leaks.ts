import type { RecordedRequest } from '../types';

const SECRET_HEADERS = ['x-api-key', 'authorization', 'cookie', 'proxy-authorization'];

/** True if a request to anything but the API contains the key, in a header or in its URL, or another credential. */
export function isLeak(
	{ host, endpoint, headers, path, query }: Omit<RecordedRequest, 'leaked'>,
	apiKey: string,
): boolean {
	if (host === 'api' && endpoint !== 'media' && endpoint !== 'redirect') return false;
	if (SECRET_HEADERS.some((name) => headers[name] !== undefined)) return true;
	return [path, ...Object.values(query), ...Object.values(headers).flat()].some((text) =>
		text?.includes(apiKey),
	);
}
