import { z } from 'zod';
import { VIDU_PROMPT_MAX_LENGTH } from './templateValues';

/** The `input` of a template task, one schema per platform. */

/** Crun accepts public http(s) URLs only; never Base64, data URIs or local paths. */
const imageUrls = z.array(z.string().regex(/^https?:\/\//i)).min(1);

export const byteDanceInputSchema = z
	.object({
		template_id: z.string().min(1),
		img_urls: imageUrls,
		resolution: z.string().min(1).optional(),
	})
	.strict();

export const viduInputSchema = z
	.object({
		template: z.string().min(1),
		images: imageUrls,
		prompt: z.string().max(VIDU_PROMPT_MAX_LENGTH).optional(),
		/** What the template offers; where it names none, one of VIDU_ASPECT_RATIOS. */
		aspect_ratio: z.string().min(1).optional(),
		bgm: z.boolean().optional(),
		/** One of VIDU_AREAS, or what Crun may have added since. */
		area: z.string().min(1).optional(),
		/** One of VIDU_BEASTS, or what Crun may have added since. */
		beast: z.string().min(1).optional(),
		/** Only where the live schema of the model has it [doc: client]. */
		story: z.string().min(1).optional(),
		seed: z.number().int().optional(),
	})
	.strict();

export const klingInputSchema = z
	.object({ template_id: z.string().min(1), img_urls: imageUrls })
	.strict();
