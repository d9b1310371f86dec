import type { IncomingHttpHeaders } from 'node:http';

/** Who was asked: Crun itself, the host that files are uploaded to, the host that results are downloaded from. */
export type HostName = 'api' | 'storage' | 'media';

/**
 * What a request asked for: the last segment of Crun's path (`Model` for one model); on any host `media` is any file,
 * `redirect` an address that redirects, `unknown` any other path.
 */
export type EndpointName =
	| 'CreateTask'
	| 'TaskInfo'
	| 'EstimateTask'
	| 'estimate-credits'
	| 'Models'
	| 'Model'
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
	/** Parsed JSON where it was JSON, else the text; undefined without a body, and for uploads. */
	body: unknown;
	headers: IncomingHttpHeaders;
	/** The key, or another credential, was sent along to a place that must not see it: a file, a redirect, another host. */
	leaked: boolean;
	/** Milliseconds since the epoch, with fractions. */
	at: number;
	/** When the answer was out or the connection was gone; null while in flight. */
	endedAt: number | null;
	/** The HTTP status that was sent, or null: not answered yet, reset, or hung. */
	status: number | null;
}
