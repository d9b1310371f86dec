import type { z } from 'zod';
import { endpoints, klingTemplateSchema } from '../contract';
import { anyImage } from '../fileLimits';
import { imageCountFromProse } from './imageCount';
import { nameOfKey } from './nameOfKey';
import { platformLabels } from './names';
import { readEntry, textOrNull, type Platform, type ReadTemplate } from './template';

export const kling = {
	label: platformLabels.kling,
	model: 'kling/template',
	endpoint: endpoints.klingTemplates,
	images: anyImage('Kling templates'),
	byId: (id) => ({ template_id: id }),
	toEntry: (raw) => readEntry(klingTemplateSchema, raw, toTemplate),
} satisfies Platform;

/** Kling's templates have no name: their key serves as one, in words. */
function toTemplate(raw: z.infer<typeof klingTemplateSchema>): ReadTemplate {
	const name = nameOfKey(raw.key);
	return {
		moreTexts: [raw.info],
		template: {
			platform: 'kling',
			id: raw.key,
			name,
			original_name: name === raw.key ? null : raw.key,
			image_count: imageCountFromProse(textOrNull(raw.info)),
			requirements: textOrNull(raw.info),
			requirements_text: textOrNull(raw.info),
			template_type: null,
			resolutions: [],
			credits_from: raw.credit ?? null,
			aspect_ratios: [],
			duration_s: null,
			cover_url: raw.cover_url || null,
			preview_url: raw.video_url || null,
			tags: [],
			is_hot: null,
			is_new: null,
		},
	};
}
