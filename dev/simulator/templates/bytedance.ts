import { z } from 'zod';
import { httpUrl, validationErrors } from '../api/validation';
import { credits, findEntry, optional, unknownTemplate, verdict, type InputCheck } from './entry';

const inputSchema = z
	.object({
		template_id: z.string().min(1),
		img_urls: z.array(httpUrl).min(1),
		resolution: z.string().min(1).optional(),
	})
	.strict();

/** What decides which inputs a template accepts, and their price. */
const entrySchema = z.object({
	InputNum: optional(z.number()),
	ConsumeItems: optional(z.array(z.unknown())),
});
const consumeItemSchema = z.object({ Resolution: z.string().min(1), Credit: optional(credits) });

/** `bytedance/template`: as many images as `InputNum`, and one of the resolutions on offer. */
export const checkByteDance: InputCheck = (raw, { bytedance }) => {
	const parsed = inputSchema.safeParse(raw);
	if (!parsed.success) return { errors: validationErrors(parsed.error, ['input']) };
	const { template_id, img_urls, resolution } = parsed.data;
	const entry = entrySchema.safeParse(findEntry(bytedance, 'TemplateId', template_id)).data;
	if (!entry) return unknownTemplate('template_id', template_id);
	const errors: string[] = [];
	const count = entry.InputNum ?? img_urls.length;
	if (img_urls.length !== count)
		errors.push(`input.img_urls: the template takes ${count} image(s), got ${img_urls.length}`);
	const offers = (entry.ConsumeItems ?? []).flatMap((item) => {
		const offer = consumeItemSchema.safeParse(item);
		return offer.success ? [offer.data] : [];
	});
	const offer = offers.find(({ Resolution }) => Resolution === resolution);
	if (offers.length > 0 && !offer)
		errors.push(
			`input.resolution: must be one of ${offers.map(({ Resolution }) => Resolution).join(', ')}`,
		);
	return verdict(errors, offer?.Credit);
};
