import { z } from 'zod';

const entrySchema = z.object({ TemplateId: z.string(), Title: z.string() }).passthrough();
const nameSchema = z.object({ Title_en: z.string() });

/**
 * A catalog of this size, made of the entries of another one, with IDs and names of their own.
 * @throws ZodError for entries that are not ByteDance's
 */
export function templatesLike(entries: readonly unknown[], count: number): unknown[] {
	const parsed = z.array(entrySchema).nonempty().parse(entries);
	return Array.from({ length: count }, (_, index) => {
		const entry = parsed[index % parsed.length] ?? parsed[0];
		const round = Math.floor(index / parsed.length);
		if (round === 0) return entry;
		const name = nameSchema.safeParse(entry).data;
		return {
			...entry,
			TemplateId: `9${String(index).padStart(9, '0')}`,
			Title: `${entry.Title} ${round}`,
			...(name ? { Title_en: `${name.Title_en} ${round}` } : {}),
		};
	});
}
