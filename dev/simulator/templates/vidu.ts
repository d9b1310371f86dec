import { z } from 'zod';
import { httpUrl, validationErrors } from '../api/validation';
import { credits, findEntry, optional, unknownTemplate, verdict, type InputCheck } from './entry';

const AREAS = [
	...['auto', 'denmark', 'uk', 'africa', 'china', 'mexico', 'switzerland'],
	...['russia', 'italy', 'korea', 'thailand', 'india', 'japan'],
];
const BEASTS = ['auto', 'bear', 'tiger', 'elk', 'snake', 'lion', 'wolf'];
const ASPECT_RATIOS = ['16:9', '9:16', '1:1'];
const MAX_PROMPT_LENGTH = 2000;
const MAX_IMAGES = 7; // where the template does not say how many

const oneOf = (values: string[]) =>
	z.string().refine((value) => values.includes(value), `must be one of ${values.join(', ')}`);

const inputSchema = z
	.object({
		template: z.string().min(1),
		images: z.array(httpUrl).min(1),
		prompt: z.string().max(MAX_PROMPT_LENGTH).optional(),
		aspect_ratio: z.string().optional(),
		bgm: z.boolean().optional(),
		area: oneOf(AREAS).optional(),
		beast: oneOf(BEASTS).optional(),
		seed: z.number().int().optional(),
		story: z.string().min(1).optional(),
	})
	.strict();

/** What decides which inputs a template accepts, and their price. */
const entrySchema = z.object({
	input_instruction: optional(z.string()),
	aspect_ratio: optional(z.array(z.unknown())),
	credits: optional(credits),
});

/** How many images the prose of `image_count` asks for. */
function imageRange(instruction: string | null | undefined): { min: number; max: number } {
	const prose = /"image_count":\s*"([^"]*)"/.exec(instruction ?? '')?.[1] ?? '';
	const counts = [/\b(one|1)\b/i.test(prose) ? 1 : 0, /\b(two|2)\b/i.test(prose) ? 2 : 0].filter(
		(count) => count > 0,
	);
	if (counts.length === 0) return { min: 1, max: MAX_IMAGES };
	return { min: Math.min(...counts), max: Math.max(...counts) };
}

/** `vidu/template`: as many images as the instruction says; `area` and `beast` for one template each. */
export const checkVidu: InputCheck = (raw, { vidu }) => {
	const parsed = inputSchema.safeParse(raw);
	if (!parsed.success) return { errors: validationErrors(parsed.error, ['input']) };
	const { template, images, aspect_ratio, area, beast } = parsed.data;
	const entry = entrySchema.safeParse(findEntry(vidu, 'template', template)).data;
	if (!entry) return unknownTemplate('template', template);
	const errors: string[] = [];
	const { min, max } = imageRange(entry.input_instruction);
	if (images.length < min || images.length > max) {
		const range = min === max ? min : `${min} to ${max}`;
		errors.push(`input.images: the template takes ${range} image(s), got ${images.length}`);
	}
	const ratios = (entry.aspect_ratio ?? []).filter((ratio) => typeof ratio === 'string');
	const offered = ratios.length > 0 ? ratios : ASPECT_RATIOS;
	if (aspect_ratio && !offered.includes(aspect_ratio))
		errors.push(`input.aspect_ratio: must be one of ${offered.join(', ')}`);
	if (area && template !== 'exotic_princess')
		errors.push('input.area: only for the template exotic_princess');
	if (beast && template !== 'beast_companion')
		errors.push('input.beast: only for the template beast_companion');
	return verdict(errors, entry.credits);
};
