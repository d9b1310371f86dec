import { endpoints } from '../../../nodes/Crun/crun/contract';
import { invalid, ok } from '../answers';
import type { Handler } from '../world';
import { complaints } from './validation';

/** What can be uploaded, and the endings that go with it. */
export const UPLOAD_TYPES: Record<string, string[]> = {
	'image/png': ['.png'],
	'image/jpeg': ['.jpg', '.jpeg'],
	'image/webp': ['.webp'],
	'image/gif': ['.gif'],
	'video/mp4': ['.mp4'],
	'video/quicktime': ['.mov'],
	'video/webm': ['.webm'],
	'audio/mpeg': ['.mp3'],
	'audio/wav': ['.wav'],
	'audio/mp4': ['.m4a'],
};

/** Signs an address to upload one file to. */
export const uploadUrl: Handler = ({ query }, { uploads }) => {
	const parsed = endpoints.uploadUrl.query.safeParse(query);
	if (!parsed.success) return invalid(complaints(parsed.error));
	const { content_type, ext } = parsed.data;
	const endings = UPLOAD_TYPES[content_type];
	if (!endings) return invalid([`content_type: ${content_type} is not supported`]);
	if (!endings.includes(ext))
		return invalid([`ext: must be ${endings.join(' or ')} for ${content_type}`]);
	return ok(uploads.issue(content_type, ext));
};
