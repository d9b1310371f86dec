import { z } from 'zod';
import type { Json } from './contract';

/** What a form needs of a property. A fact of an unexpected type is dropped; the property stays. */
const plainPropertySchema = z
	.object({
		type: z
			.union([z.string(), z.array(z.string())])
			.optional()
			.catch(undefined),
		title: z.string().optional().catch(undefined),
		description: z.string().optional().catch(undefined),
		enum: z
			.array(z.union([z.string(), z.number(), z.boolean()]))
			.optional()
			.catch(undefined),
		default: z.custom<Json>().optional(),
		minimum: z.number().optional().catch(undefined),
		maximum: z.number().optional().catch(undefined),
		format: z.string().optional().catch(undefined),
		items: z
			.object({
				type: z.string().optional().catch(undefined),
				format: z.string().optional().catch(undefined),
			})
			.optional()
			.catch(undefined),
	})
	.passthrough();
export type Property = z.infer<typeof plainPropertySchema>;

/** "X or null" (`anyOf` or `oneOf` with a null branch, as many servers describe optional fields) is read as X. */
export const propertySchema = plainPropertySchema.transform((property): Property => {
	const branches = [property.anyOf, property.oneOf].flatMap((given) =>
		Array.isArray(given) ? given : [],
	);
	const alternatives = branches.flatMap((branch) => {
		const parsed = plainPropertySchema.safeParse(branch);
		return parsed.success && parsed.data.type !== 'null' ? [parsed.data] : [];
	});
	const [only] = alternatives;
	return only && alternatives.length === 1 ? { ...only, ...definedOf(property) } : property;
});

function definedOf(property: Property): Partial<Property> {
	return Object.fromEntries(Object.entries(property).filter(([, value]) => value !== undefined));
}
