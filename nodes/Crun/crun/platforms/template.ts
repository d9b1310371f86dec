import type { z } from 'zod';
import { recordSchema, type endpoints, type JsonObject } from '../contract';
import type { FileLimits } from '../fileLimits';
import type { PlatformName } from './names';

/** A template as the node returns it, the same for every platform. What the catalogue does not say is null. */
export interface Template {
	platform: PlatformName;
	id: string;
	/** In English where the catalogue has an English name, and in words where it has only a key. */
	name: string;
	/** The name as the catalogue has it, in its own language; null where that is the same. */
	original_name: string | null;
	image_count: number | null;
	/** As the catalogue has it: prose, or one of Crun's codes. */
	requirements: string | null;
	/** The same in words. */
	requirements_text: string | null;
	/** The code of what kind of template this is; only ByteDance has one. */
	template_type: string | null;
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

/** An entry of a catalogue: as the node returns it, as the API sent it, and the texts that a search covers. */
export interface CatalogueEntry {
	template: Template;
	raw: JsonObject;
	searchTexts: string[];
	/** When it was released, in Unix seconds; null where the catalogue does not say. */
	releasedAt: number | null;
}

/** Everything in which the template platforms differ. */
export interface Platform {
	/** As Crun spells it. */
	label: string;
	/** The model name that CreateTask takes. */
	model: string;
	endpoint: (typeof endpoints)['byteDanceTemplates' | 'viduTemplates' | 'klingTemplates'];
	/** Which images it accepts, as far as its documentation says. */
	images: FileLimits;
	/** The query for one template. */
	byId: (id: string) => Record<string, string>;
	/** @returns null for an entry without an ID, which could not be used anyway */
	toEntry: (raw: unknown) => CatalogueEntry | null;
}

/** A template, and the texts beside its name and ID that a search covers. */
export interface ReadTemplate {
	template: Template;
	moreTexts: Array<string | null | undefined>;
	/** Unix seconds. */
	releasedAt?: number | null | undefined;
}

/**
 * Reads one entry of a catalogue.
 * @returns null when the schema does not match
 */
export function readEntry<S extends z.ZodTypeAny>(
	schema: S,
	raw: unknown,
	toTemplate: (parsed: z.infer<S>) => ReadTemplate,
): CatalogueEntry | null {
	const parsed = schema.safeParse(raw);
	const whole = recordSchema.safeParse(raw);
	if (!parsed.success || !whole.success) return null;
	const { template, moreTexts, releasedAt = null } = toTemplate(parsed.data);
	const texts = [template.name, template.id, ...moreTexts];
	return {
		template,
		raw: whole.data,
		searchTexts: texts.filter((text): text is string => Boolean(text)),
		releasedAt,
	};
}

/** @returns the value where it is a positive integer, else null */
export function positive(value: number | null | undefined): number | null {
	return typeof value === 'number' && Number.isInteger(value) && value > 0 ? value : null;
}

/** Words for a code: "one person" for SINGLE_PERSON, "begin end frame" for BEGIN_END_FRAME. Prose stays as it is. */
export function inWords(code: string | null): string | null {
	if (code === null || !/^[A-Z0-9]+(_[A-Z0-9]+)*$/.test(code)) return code;
	const words = code.toLowerCase().split('_');
	return [words[0] === 'single' ? 'one' : words[0], ...words.slice(1)].join(' ');
}

/** @returns the value where it is text that is not empty, else null */
export function textOrNull(value: unknown): string | null {
	return typeof value === 'string' && value !== '' ? value : null;
}
