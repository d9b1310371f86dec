import type { RecordedRequest } from '../types';

const SECRET_HEADERS = ['x-api-key', 'authorization', 'cookie', 'proxy-authorization'];

/** Does a request to a host that is none of Crun's business carry the key, in any header or in its address? */
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
