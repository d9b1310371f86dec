import { media } from '../endpoints/media';
import { fixedContent } from '../files/content';
import { rangeAnswer } from '../files/range';
import { redirect } from '../files/redirect';
import { storagePut } from '../files/storagePut';
import { storageRefusal } from '../files/storageRefusal';
import type { Handler } from '../world';
import { fileEndpoint, type Host } from './host';

const NO_SUCH_KEY = storageRefusal(404, 'NoSuchKey', 'The specified key does not exist.');

/** Serves an uploaded file. */
const uploaded: Handler = ({ path, headers }, { uploads, hosts }) => {
	const { bytes, contentType, sha256 } = uploads.find(hosts.storage + path) ?? {};
	if (!bytes || contentType === undefined) return NO_SUCH_KEY;
	return rangeAnswer(
		{ content: fixedContent(bytes), type: contentType, etag: `"${sha256}"` },
		headers,
	);
};

/** The host that files are uploaded to, and that serves them. */
export const storageHost: Host = {
	name: 'storage',
	endpointOf: (method, path) =>
		method === 'PUT' ? 'storage-put' : (fileEndpoint(path) ?? 'unknown'),
	answer(request, world, message) {
		if (request.endpoint === 'storage-put') return storagePut(request, world, message);
		if (request.endpoint === 'redirect') return redirect(request, world);
		return request.path.startsWith('/uploads/') ? uploaded(request, world) : NO_SUCH_KEY;
	},
};

/** The host that serves results. */
export const mediaHost: Host = {
	name: 'media',
	endpointOf: (_method, path) => fileEndpoint(path) ?? 'unknown',
	answer(request, world) {
		if (request.endpoint === 'redirect') return redirect(request, world);
		return request.path.startsWith('/media/') ? media(request, world) : NO_SUCH_KEY;
	},
};
