import { z } from 'zod';
import { invalid, ok } from '../answers';
import { validationErrors } from '../api/validation';
import type { Handler } from '../world';

const querySchema = z
	.object({
		content_type: z.string().min(1),
		ext: z.string().regex(/^\.[a-z0-9]+$/, 'must be in lower case, with the dot'),
	})
	.strict();

/** The content types that can be uploaded, each with its file extensions. */
const UPLOAD_TYPES: Record<string, string[]> = {
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

/** Issues a presigned URL for the upload of one file. */
export const uploadUrl: Handler = ({ query }, { uploads }) => {
	const parsed = querySchema.safeParse(query);
	if (!parsed.success) return invalid(validationErrors(parsed.error));
	const { content_type, ext } = parsed.data;
	const extensions = UPLOAD_TYPES[content_type];
	if (!extensions) return invalid([`content_type: ${content_type} is not supported`]);
	if (!extensions.includes(ext))
		return invalid([`ext: must be ${extensions.join(' or ')} for ${content_type}`]);
	return ok(uploads.issue(content_type, ext));
};
