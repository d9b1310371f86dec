import {
	byteDanceInputSchema,
	byteDanceTemplateSchema,
	klingInputSchema,
	klingTemplateSchema,
	viduInputSchema,
	viduTemplateSchema,
} from '../../../nodes/Crun/crun/contract';
import type { Catalogues } from '../types';
import { findEntry } from './entries';
import { complaints, isHttpUrl } from './validation';

/** What a model makes of an input: its price, or every reason against it. */
export type Verdict = { credits: number } | { errors: string[] };
type Check = (input: Record<string, unknown>, catalogues: Catalogues) => Verdict;

const PRICE_WHEN_UNKNOWN = 10; // some catalogue entries name no price; Crun charges all the same

const verdict = (errors: string[], credits: number | null | undefined): Verdict =>
	errors.length > 0 ? { errors } : { credits: credits ?? PRICE_WHEN_UNKNOWN };
const noSuchTemplate = (field: string, id: string): Verdict => ({
	errors: [`input.${field}: template ${id} does not exist`],
});
const badUrls = (urls: string[], field: string): string[] =>
	urls.flatMap((url, index) =>
		isHttpUrl(url) ? [] : [`input.${field}.${index}: must be an http(s) URL`],
	);

const byteDance: Check = (raw, { bytedance }) => {
	const parsed = byteDanceInputSchema.safeParse(raw);
	if (!parsed.success) return { errors: complaints(parsed.error, ['input']) };
	const { template_id, img_urls, resolution } = parsed.data;
	const template = byteDanceTemplateSchema.safeParse(
		findEntry(bytedance, 'TemplateId', template_id),
	).data;
	if (!template) return noSuchTemplate('template_id', template_id);
	const errors = badUrls(img_urls, 'img_urls');
	const count = template.InputNum ?? img_urls.length;
	if (img_urls.length !== count)
		errors.push(`input.img_urls: the template takes ${count} image(s), got ${img_urls.length}`);
	const offers = template.ConsumeItems ?? [];
	const offer = offers.find((one) => one.Resolution === resolution);
	if (offers.length > 0 && !offer) {
		errors.push(
			`input.resolution: must be one of ${offers.map((one) => one.Resolution).join(', ')}`,
		);
	}
	return verdict(errors, offer?.Credit);
};

/** Reads the prose of `image_count`; without readable prose 1 to 7 images are taken. */
function viduImages(instruction: string | null | undefined): { from: number; to: number } {
	const prose = /"image_count":\s*"([^"]*)"/.exec(instruction ?? '')?.[1] ?? '';
	const counts = [/\b(one|1)\b/i.test(prose) ? 1 : 0, /\b(two|2)\b/i.test(prose) ? 2 : 0].filter(
		(count) => count > 0,
	);
	return counts.length > 0
		? { from: Math.min(...counts), to: Math.max(...counts) }
		: { from: 1, to: 7 };
}

const vidu: Check = (raw, catalogues) => {
	const parsed = viduInputSchema.safeParse(raw);
	if (!parsed.success) return { errors: complaints(parsed.error, ['input']) };
	const { template: name, images, aspect_ratio, area, beast } = parsed.data;
	const template = viduTemplateSchema.safeParse(findEntry(catalogues.vidu, 'template', name)).data;
	if (!template) return noSuchTemplate('template', name);
	const errors = badUrls(images, 'images');
	const { from, to } = viduImages(template.input_instruction);
	if (images.length < from || images.length > to) {
		errors.push(
			`input.images: the template takes ${from === to ? from : `${from} to ${to}`} image(s), got ${images.length}`,
		);
	}
	const ratios = template.aspect_ratio ?? [];
	if (aspect_ratio && ratios.length > 0 && !ratios.includes(aspect_ratio)) {
		errors.push(`input.aspect_ratio: must be one of ${ratios.join(', ')}`);
	}
	if (area && name !== 'exotic_princess')
		errors.push('input.area: only for the template exotic_princess');
	if (beast && name !== 'beast_companion')
		errors.push('input.beast: only for the template beast_companion');
	return verdict(errors, template.credits);
};

/** "Upload 2 images" means two; prose that is not that plain is not held against anybody. */
const klingImages = (info: string | null | undefined): number | undefined => {
	const [, count] = /^\D*(\d) ?(?:image|photo|张)\D*$/.exec(info ?? '') ?? [];
	return count === undefined ? undefined : Number(count);
};

const kling: Check = (raw, catalogues) => {
	const parsed = klingInputSchema.safeParse(raw);
	if (!parsed.success) return { errors: complaints(parsed.error, ['input']) };
	const { template_id, img_urls } = parsed.data;
	const template = klingTemplateSchema.safeParse(
		findEntry(catalogues.kling, 'key', template_id),
	).data;
	if (!template) return noSuchTemplate('template_id', template_id);
	const errors = badUrls(img_urls, 'img_urls');
	const count = klingImages(template.info) ?? img_urls.length;
	if (img_urls.length !== count)
		errors.push(`input.img_urls: the template takes ${count} image(s), got ${img_urls.length}`);
	return verdict(errors, template.credit);
};

/** The models whose inputs a catalogue decides about. */
export const templateChecks = new Map<string, Check>([
	['bytedance/template', byteDance],
	['vidu/template', vidu],
	['kling/template', kling],
]);
