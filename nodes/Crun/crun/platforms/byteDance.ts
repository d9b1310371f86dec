import type { z } from 'zod';
import { byteDanceTemplateSchema, endpoints } from '../contract';
import { anyImage } from '../fileLimits';
import { platformLabels } from './names';
import { inWords, positive, readEntry, type Platform, type ReadTemplate } from './template';

export const byteDance = {
	label: platformLabels.bytedance,
	model: 'bytedance/template',
	endpoint: endpoints.byteDanceTemplates,
	images: anyImage('ByteDance templates'),
	byId: (id) => ({ template_id: id }),
	toEntry: (raw) => readEntry(byteDanceTemplateSchema, raw, toTemplate),
} satisfies Platform;

function toTemplate(raw: z.infer<typeof byteDanceTemplateSchema>): ReadTemplate {
	const resolutions = (raw.ConsumeItems ?? []).map((item) => ({
		resolution: item.Resolution,
		credits: item.Credit ?? null,
	}));
	const name = raw.Title_en || raw.Title || raw.TemplateId;
	return {
		releasedAt: raw.ReleaseOnlineTime,
		moreTexts: [raw.Title, raw.Title_en, ...(raw.Tags ?? []), ...(raw.Tags_en ?? [])],
		template: {
			platform: 'bytedance',
			id: raw.TemplateId,
			name,
			original_name: raw.Title && raw.Title !== name ? raw.Title : null,
			image_count: positive(raw.InputNum),
			requirements: raw.InputRequirement || null,
			requirements_text: inWords(raw.InputRequirement || null),
			template_type: raw.TemplateType || null,
			resolutions,
			credits_from: lowest(resolutions.map(({ credits }) => credits)),
			aspect_ratios: (raw.SupportAspectRatio ?? '')
				.split(',')
				.map((ratio) => ratio.trim())
				.filter(Boolean),
			duration_s: raw.Duration ? Math.round(raw.Duration / 100) / 10 : null,
			cover_url: raw.Cover || null,
			preview_url: raw.PreviewVideo || null,
			tags: raw.Tags_en?.length ? raw.Tags_en : (raw.Tags ?? []),
			is_hot: null,
			is_new: null,
		},
	};
}

function lowest(values: Array<number | null>): number | null {
	const known = values.filter((value): value is number => value !== null);
	return known.length > 0 ? Math.min(...known) : null;
}
