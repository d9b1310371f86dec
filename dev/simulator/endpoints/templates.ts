import { z } from 'zod';
import { MESSAGES, invalid, ok, refuse } from '../answers';
import { validationErrors } from '../api/validation';
import { findEntry } from '../templates';
import type { Catalogues } from '../types';
import type { Handler } from '../world';

const DEFAULT_PAGE_SIZE = 20;
const MAX_PAGE_SIZE = 50;
const wholeNumber = z.string().regex(/^\d+$/, 'must be a whole number').transform(Number);
const pagingSchema = z
	.object({
		page: wholeNumber.pipe(z.number().min(1)).optional(),
		page_size: wholeNumber.pipe(z.number().min(1).max(MAX_PAGE_SIZE)).optional(),
	})
	.strict();

interface TemplateList {
	catalogue: keyof Catalogues;
	/** The query parameter that selects a single template. */
	idParameter: string;
	/** The field of an entry that holds its ID. */
	idField: string;
}

/** An endpoint that returns a page of templates, or a single one by its ID (paging is then ignored). */
const templateList =
	({ catalogue, idParameter, idField }: TemplateList): Handler =>
	({ query }, { catalogues, settings }) => {
		const { [idParameter]: id, ...paging } = query;
		const parsed = pagingSchema.safeParse(paging);
		if (!parsed.success) return invalid(validationErrors(parsed.error));
		const all = catalogues[catalogue];
		if (id !== undefined) {
			const entry = findEntry(all, idField, id);
			if (entry !== undefined) return ok({ total: 1, templates: [entry] });
			return settings.templateNotFound === 'http404'
				? refuse(404, MESSAGES.templateNotFound)
				: ok({ total: 0, templates: [] });
		}
		const { page = 1, page_size: asked = DEFAULT_PAGE_SIZE } = parsed.data;
		const page_size = Math.min(asked, settings.largestPage);
		return ok({
			total: all.length,
			templates: all.slice((page - 1) * page_size, page * page_size),
		});
	};

export const byteDanceTemplates = templateList({
	catalogue: 'bytedance',
	idParameter: 'template_id',
	idField: 'TemplateId',
});
export const viduTemplates = templateList({
	catalogue: 'vidu',
	idParameter: 'template',
	idField: 'template',
});
export const klingTemplates = templateList({
	catalogue: 'kling',
	idParameter: 'template_id',
	idField: 'key',
});
