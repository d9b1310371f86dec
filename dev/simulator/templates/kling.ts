import { z } from 'zod';
import { httpUrl, validationErrors } from '../api/validation';
import { credits, findEntry, optional, unknownTemplate, verdict, type InputCheck } from './entry';

const inputSchema = z
	.object({ template_id: z.string().min(1), img_urls: z.array(httpUrl).min(1) })
	.strict();

/** What decides which inputs a template accepts, and their price. */
const entrySchema = z.object({ info: optional(z.string()), credit: optional(credits) });

/** "Upload 2 images" means two; any other prose sets no limit. */
function imageCount(info: string | null | undefined): number | undefined {
	const [, count] = /^\D*(\d) ?(?:image|photo|张)\D*$/.exec(info ?? '') ?? [];
	return count === undefined ? undefined : Number(count);
}

/** `kling/template`: as many images as `info` says, and nothing else. */
export const checkKling: InputCheck = (raw, { kling }) => {
	const parsed = inputSchema.safeParse(raw);
	if (!parsed.success) return { errors: validationErrors(parsed.error, ['input']) };
	const { template_id, img_urls } = parsed.data;
	const entry = entrySchema.safeParse(findEntry(kling, 'key', template_id)).data;
	if (!entry) return unknownTemplate('template_id', template_id);
	const count = imageCount(entry.info) ?? img_urls.length;
	const errors =
		img_urls.length === count
			? []
			: [`input.img_urls: the template takes ${count} image(s), got ${img_urls.length}`];
	return verdict(errors, entry.credit);
};
