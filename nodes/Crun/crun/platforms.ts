import type { z } from 'zod';
import { pictures, VIDU_IMAGES, type FileLimits } from './fileLimits';
import {
	byteDanceTemplateSchema,
	endpoints,
	klingTemplateSchema,
	recordSchema,
	viduTemplateSchema,
	type JsonObject,
} from './contract';

/** A template as the node gives it out, the same for every platform. What the catalogue does not say is null. */
export interface Template {
	platform: PlatformName;
	id: string;
	/** English where there is one. */
	name: string;
	/** The name in the catalogue's own language, null where that is the same. */
	original_name: string | null;
	image_count: number | null;
	requirements: string | null;
	resolutions: Array<{ resolution: string; credits: number | null }>;
	credits_from: number | null;
	aspect_ratios: string[];
	duration_s: number | null;
	cover_url: string | null;
	preview_url: string | null;
	tags: string[];
	is_hot: boolean | null;
	is_new: boolean | null;
}

/** A catalogue entry: as the node shows it, as the API sent it, and the texts a search looks through. */
export interface CatalogueEntry {
	template: Template;
	raw: JsonObject;
	words: string[];
}

interface Platform {
	/** As Crun writes it. */
	label: string;
	/** The model name that CreateTask takes. */
	model: string;
	endpoint: (typeof endpoints)['byteDanceTemplates' | 'viduTemplates' | 'klingTemplates'];
	/** What its pictures may be, as far as its documentation says. */
	pictures: FileLimits;
	/** The query for one template. */
	byId: (id: string) => Record<string, string>;
	/** @returns null for an entry without an id: it could not be used anyway */
	toEntry: (raw: unknown) => CatalogueEntry | null;
}

/** Everything in which the template platforms differ. Adding one is an entry here and an operation file. */
export const platforms = {
	bytedance: {
		label: 'ByteDance',
		model: 'bytedance/template',
		endpoint: endpoints.byteDanceTemplates,
		pictures: pictures('ByteDance templates'),
		byId: (id) => ({ template_id: id }),
		toEntry: (raw) => read(byteDanceTemplateSchema, raw, byteDanceEntry),
	},
	vidu: {
		label: 'Vidu',
		model: 'vidu/template',
		endpoint: endpoints.viduTemplates,
		pictures: VIDU_IMAGES,
		byId: (id) => ({ template: id }),
		toEntry: (raw) => read(viduTemplateSchema, raw, viduEntry),
	},
	kling: {
		label: 'Kling',
		model: 'kling/template',
		endpoint: endpoints.klingTemplates,
		pictures: pictures('Kling templates'),
		byId: (id) => ({ template_id: id }),
		toEntry: (raw) => read(klingTemplateSchema, raw, klingEntry),
	},
} satisfies Record<string, Platform>;

export type PlatformName = keyof typeof platforms;
export const platformNames = Object.keys(platforms).filter(isPlatformName);

export function isPlatformName(text: string): text is PlatformName {
	return Object.hasOwn(platforms, text);
}

type Reading = Omit<CatalogueEntry, 'raw'>;

function byteDanceEntry(raw: z.infer<typeof byteDanceTemplateSchema>): Reading {
	const resolutions = (raw.ConsumeItems ?? []).map((item) => ({
		resolution: item.Resolution,
		credits: item.Credit ?? null,
	}));
	const name = raw.Title_en || raw.Title || raw.TemplateId;
	return entry([raw.Title, raw.Title_en, ...(raw.Tags ?? []), ...(raw.Tags_en ?? [])], {
		platform: 'bytedance',
		id: raw.TemplateId,
		name,
		original_name: raw.Title && raw.Title !== name ? raw.Title : null,
		image_count: positive(raw.InputNum),
		requirements: raw.InputRequirement || null,
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
	});
}

function viduEntry(raw: z.infer<typeof viduTemplateSchema>): Reading {
	const instruction = readInstruction(raw.input_instruction);
	const credits = raw.credits ?? null;
	const names = raw.resolution ?? [];
	return entry([raw.name, raw.category_name], {
		platform: 'vidu',
		id: raw.template,
		name: raw.name || raw.template,
		original_name: null,
		image_count: imageCountFromProse(text(instruction.image_count)),
		requirements: raw.person_count || text(instruction.person_count),
		// One price for the whole template: with several resolutions the catalogue does not say what each costs.
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
	});
}

/** Kling names its templates by their key only. */
function klingEntry(raw: z.infer<typeof klingTemplateSchema>): Reading {
	return entry([raw.info], {
		platform: 'kling',
		id: raw.key,
		name: raw.key,
		original_name: null,
		image_count: imageCountFromProse(text(raw.info)),
		requirements: text(raw.info),
		resolutions: [],
		credits_from: raw.credit ?? null,
		aspect_ratios: [],
		duration_s: null,
		cover_url: raw.cover_url || null,
		preview_url: raw.video_url || null,
		tags: [],
		is_hot: null,
		is_new: null,
	});
}

function read<S extends z.ZodTypeAny>(
	schema: S,
	raw: unknown,
	toReading: (parsed: z.infer<S>) => Reading,
): CatalogueEntry | null {
	const parsed = schema.safeParse(raw);
	const whole = recordSchema.safeParse(raw);
	return parsed.success && whole.success ? { ...toReading(parsed.data), raw: whole.data } : null;
}

function entry(words: Array<string | null | undefined>, template: Template): Reading {
	return {
		template,
		words: [template.name, template.id, ...words.filter((word): word is string => Boolean(word))],
	};
}

/** `input_instruction` is a JSON string, possibly empty or malformed. */
function readInstruction(json: string | null | undefined): Record<string, unknown> {
	try {
		const parsed: unknown = JSON.parse(json ?? '');
		return typeof parsed === 'object' && parsed !== null ? { ...parsed } : {};
	} catch {
		return {}; // says nothing we could use; the template works without it
	}
}

const COUNT_WORDS: Record<string, number> = { one: 1, two: 2, three: 3, four: 4, five: 5, six: 6 };
const VAGUE =
	/\b(or|to|at least|at most|up to|more|less|fewer|between|min|max|minimum|maximum|multiple|several|within|exceed(s|ing)?|limit|per|each|every|optional)\b|[-–~+<>≤≥]/i;

/** "Only one image can be uploaded" → 1. Whatever is less plain than that counts as unknown, since a wrong count would refuse good input. */
export function imageCountFromProse(prose: string | null): number | null {
	if (prose === null || VAGUE.test(prose)) return null;
	const counts = prose.toLowerCase().match(/\b(\d+|one|two|three|four|five|six)\b/g) ?? [];
	const [only] = counts;
	if (only === undefined || counts.length > 1) return null;
	// "50 MB", "1080 pixels" and "photos of one person" count something else
	const ofImages = new RegExp(`\\b${only} (image|photo|picture)s?\\b`, 'i').test(prose);
	return ofImages ? positive(COUNT_WORDS[only] ?? Number(only)) : null;
}

function positive(value: number | null | undefined): number | null {
	return value !== null && value !== undefined && Number.isInteger(value) && value > 0
		? value
		: null;
}

function lowest(values: Array<number | null>): number | null {
	const known = values.filter((value): value is number => value !== null);
	return known.length > 0 ? Math.min(...known) : null;
}

function text(value: unknown): string | null {
	return typeof value === 'string' && value !== '' ? value : null;
}
