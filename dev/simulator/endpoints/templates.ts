import { z } from 'zod';
import { PAGE_SIZE } from '../../../nodes/Crun/crun/contract';
import { MESSAGES, invalid, ok, refuse } from '../answers';
import type { Catalogues } from '../types';
import type { Handler } from '../world';
import { findEntry } from './entries';
import { complaints } from './validation';

const DEFAULT_PAGE_SIZE = 20;
const wholeNumber = z.string().regex(/^\d+$/, 'must be a whole number').transform(Number);
const pagingSchema = z
	.object({
		page: wholeNumber.pipe(z.number().min(1)).optional(),
		page_size: wholeNumber.pipe(z.number().min(1).max(PAGE_SIZE)).optional(),
	})
	.strict();

interface TemplateList {
	catalogue: keyof Catalogues;
	/** The query parameter that asks for one template. */
	idParameter: string;
	/** The field of an entry that holds its id. */
	idField: string;
}

/** A list endpoint: pages, or one entry by its id (paging is then ignored). */
export const templateList =
	({ catalogue, idParameter, idField }: TemplateList): Handler =>
	({ query }, { catalogues, settings }) => {
		const { [idParameter]: id, ...paging } = query;
		const parsed = pagingSchema.safeParse(paging);
		if (!parsed.success) return invalid(complaints(parsed.error));
		const all = catalogues[catalogue];
		if (id !== undefined) {
			const entry = findEntry(all, idField, id);
			if (entry !== undefined) return ok({ total: 1, templates: [entry] });
			return settings.templateNotFound === 'http404'
				? refuse(404, MESSAGES.templateNotFound)
				: ok({ total: 0, templates: [] });
		}
		const { page = 1, page_size = DEFAULT_PAGE_SIZE } = parsed.data;
		return ok({
			total: all.length,
			templates: all.slice((page - 1) * page_size, page * page_size),
		});
	};
