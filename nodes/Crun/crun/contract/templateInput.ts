import { z } from 'zod';

/** The `input` of a template task, one schema per platform. */

export const VIDU_PROMPT_MAX_LENGTH = 2000;
/** The resolutions that are known: 480p and 720p [doc], 1080p [inferred]. A template offers some of them. */
export const BYTEDANCE_RESOLUTIONS = ['480p', '720p', '1080p'] as const;

export const VIDU_ASPECT_RATIOS = ['16:9', '9:16', '1:1'] as const;

/** `area` applies to the template `exotic_princess` only. */
export const VIDU_AREAS = [
	'auto',
	'denmark',
	'uk',
	'africa',
	'china',
	'mexico',
	'switzerland',
	'russia',
	'italy',
	'korea',
	'thailand',
	'india',
	'japan',
] as const;

/** `beast` applies to the template `beast_companion` only. */
export const VIDU_BEASTS = ['auto', 'bear', 'tiger', 'elk', 'snake', 'lion', 'wolf'] as const;

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
