import type { IncomingHttpHeaders } from 'node:http';

/** The API, the host that files are uploaded to, or the host that results are downloaded from. */
export type HostName = 'api' | 'storage' | 'media';

/**
 * The endpoint of a request: the last segment of its path in the API (`Model` for a single model). On all hosts,
 * `media` is any file, `redirect` a URL that redirects, and `unknown` any other path.
 */
export type EndpointName =
	| 'CreateTask'
	| 'TaskInfo'
	| 'EstimateTask'
	| 'estimate-credits'
	| 'Models'
	| 'Model'
	| 'asset-upload'
	| 'asset-info'
	| 'upload-url'
	| 'storage-put'
	| 'redirect'
	| 'bytedance-templates'
	| 'vidu-templates'
	| 'kling-templates'
	| 'balance'
	| 'media'
	| 'unknown';

/** One request as it arrived. */
export interface RecordedRequest {
	host: HostName;
	endpoint: EndpointName;
	method: string;
	path: string;
	query: Record<string, string>;
	/** Parsed if it is JSON, otherwise text; undefined without a body, and for uploads. */
	body: unknown;
	headers: IncomingHttpHeaders;
	/** The request sent the key, or another credential, where it must not go: to a file, a redirect or another host. */
	leaked: boolean;
	/** Milliseconds since the epoch, with fractions. */
	at: number;
	/** When the answer was sent or the connection was closed; null while in flight. */
	endedAt: number | null;
	/** The HTTP status sent, or null if there was no answer (yet). */
	status: number | null;
}
