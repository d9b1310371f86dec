import { z } from 'zod';
import { credits, id, lenient, listOf, numeric, textList, time } from './parts';

export const PAGE_SIZE = 50; // the largest page_size that Crun allows: more is a 422

export const byteDanceTemplateSchema = z
	.object({
		TemplateId: id,
		Title: lenient(z.string()),
		Title_en: lenient(z.string()),
		Cover: lenient(z.string()),
		PreviewVideo: lenient(z.string()),
		/** Milliseconds [inferred]. */
		Duration: lenient(numeric),
		Tags: lenient(textList),
		Tags_en: lenient(textList),
		/** An open list of codes: only SINGLE_PERSON is public. */
		InputRequirement: lenient(z.string()),
		/** An open list of codes: only BEGIN_END_FRAME is public. */
		TemplateType: lenient(z.string()),
		InputNum: lenient(numeric),
		/** Unix seconds. */
		ReleaseOnlineTime: lenient(time),
		ConsumeItems: lenient(
			listOf(z.object({ Resolution: id, Credit: lenient(credits) }).passthrough()),
		),
		/** Comma-separated, e.g. "9:16,1:1". */
		SupportAspectRatio: lenient(
			z.union([z.string(), textList.transform((ratios) => ratios.join(','))]),
		),
	})
	.passthrough();

export const viduTemplateSchema = z
	.object({
		template: id,
		name: lenient(z.string()),
		resolution: lenient(textList),
		/** Seconds; [0] means unspecified [inferred]. */
		duration: lenient(listOf(numeric)),
		aspect_ratio: lenient(textList),
		cover: lenient(z.string()),
		video: lenient(z.string()),
		credits: lenient(credits),
		person_count: lenient(z.string()),
		/** A JSON string, possibly empty or malformed; `image_count` in it is prose. */
		input_instruction: lenient(z.string()),
		category_name: lenient(z.string()),
		is_hot: lenient(z.boolean()),
		is_new: lenient(z.boolean()),
	})
	.passthrough();

/** No real entry is public [doc: client], so everything but the ID may be missing. */
export const klingTemplateSchema = z
	.object({
		key: id,
		cover_url: lenient(z.string()),
		video_url: lenient(z.string()),
		/** Prose: how many images are needed, and what they should show. */
		info: lenient(z.string()),
		credit: lenient(credits),
	})
	.passthrough();

/** The entries stay raw here: `platforms/` reads each by itself, so that one odd entry does not hide the others. */
export const templatePageSchema = z
	.object({ total: lenient(numeric), templates: z.array(z.unknown()) })
	.passthrough();

const pageQuery = z
	.object({ page: z.number().int().min(1), page_size: z.number().int().min(1).max(PAGE_SIZE) })
	.strict();

/** ByteDance and Kling: a page, or one template. */
export const templateIdQuery = z.union([
	pageQuery,
	z.object({ template_id: z.string().min(1) }).strict(),
]);

/** Vidu: a page, or one template. */
export const viduQuery = z.union([pageQuery, z.object({ template: z.string().min(1) }).strict()]);
