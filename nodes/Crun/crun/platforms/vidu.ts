import type { z } from 'zod';
import { endpoints, parseJson, recordSchema, viduTemplateSchema } from '../contract';
import { VIDU_IMAGES } from '../fileLimits';
import { imageCountFromProse } from './imageCount';
import { platformLabels } from './names';
import { readEntry, textOrNull, type Platform, type ReadTemplate } from './template';

export const vidu = {
	label: platformLabels.vidu,
	model: 'vidu/template',
	endpoint: endpoints.viduTemplates,
	images: VIDU_IMAGES,
	byId: (id) => ({ template: id }),
	toEntry: (raw) => readEntry(viduTemplateSchema, raw, toTemplate),
} satisfies Platform;

function toTemplate(raw: z.infer<typeof viduTemplateSchema>): ReadTemplate {
	const instruction = parseInstruction(raw.input_instruction);
	const credits = raw.credits ?? null;
	const names = raw.resolution ?? [];
	const requirements = raw.person_count || textOrNull(instruction.person_count);
	return {
		moreTexts: [raw.name, raw.category_name],
		template: {
			platform: 'vidu',
			id: raw.template,
			name: raw.name || raw.template,
			original_name: null,
			image_count: imageCountFromProse(textOrNull(instruction.image_count)),
			requirements,
			requirements_text: requirements,
			template_type: null,
			// The catalogue has one price per template: where there are several resolutions, it does not say which costs
			// what.
			resolutions: names.map((resolution) => ({
				resolution,
				credits: names.length === 1 ? credits : null,
			})),
			credits_from: credits,
			aspect_ratios: raw.aspect_ratio ?? [],
			duration_s: raw.duration?.find((seconds) => seconds > 0) ?? null,
			cover_url: raw.cover || null,
			preview_url: raw.video || null,
			tags: raw.category_name ? [raw.category_name] : [],
			is_hot: raw.is_hot ?? null,
			is_new: raw.is_new ?? null,
		},
	};
}

/** `input_instruction` is a JSON string, possibly empty or malformed: the template can be used without it. */
function parseInstruction(json: string | null | undefined): Record<string, unknown> {
	return recordSchema.safeParse(parseJson(json ?? '')).data ?? {};
}
