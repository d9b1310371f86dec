import { z } from 'zod';
import { recordSchema, type JsonObject } from './json';
import { credits, id, lenient, numeric, strings, textList } from './parts';

/** A model as the list of models has it. */
export interface Model {
	/** The name that CreateTask takes. */
	model: string;
	modality: string | null;
	operation: string | null;
	description: string | null;
	/** The price of a task in credits, where the list states one number; null where it does not. */
	credits: number | null;
}

/** A model, and the same as the API sent it. */
export interface ModelEntry {
	model: Model;
	raw: JsonObject;
}

const details = {
	modality: lenient(z.string()),
	model_type: lenient(z.string()),
	operation: lenient(z.string()),
	operations: lenient(textList),
	description: lenient(z.string()),
	/** Whether the list has prices is not documented; these are Crun's names for them in its other lists [inferred]. */
	credits: lenient(credits),
	credit: lenient(credits),
};

/** "google/veo-3". Under `name`, anything else is a title. */
const fullName = z
	.string()
	.trim()
	.regex(/^[^\s/]+\/\S+$/);

/** An entry is an object with the name under `model` or `name`, or the name alone. */
const entrySchema = z.union([
	z
		.string()
		.trim()
		.min(1)
		.transform((model) => ({ model })),
	z.object({ model: id, ...details }),
	z
		.object({ name: fullName, ...details })
		.transform(({ name, ...rest }) => ({ model: name, ...rest })),
]);
const modelSchema = entrySchema.transform(({ model, ...entry }): Model => {
	const { modality, model_type, operation, operations, description, ...prices }: Details = entry;
	return {
		model,
		modality: modality || model_type || null,
		operation: operation || operations?.join(', ') || null,
		description: description || null,
		credits: prices.credits ?? prices.credit ?? null,
	};
});
type Details = { [Name in keyof typeof details]?: z.output<(typeof details)[Name]> };

export const modelsQuery = z
	.object({ modality: z.string().optional(), operation: z.string().optional() })
	.strict();

/** The entries stay raw here: `readModels` reads each by itself. */
export const modelsSchema = z
	.object({ total: lenient(numeric), models: z.array(z.unknown()) })
	.passthrough();

/** The models of a list; entries that cannot be read are left out. */
export const readModelEntries = ({ models }: z.output<typeof modelsSchema>): ModelEntry[] =>
	models.flatMap((raw) => readModelEntry(raw) ?? []);

/** The same, without what the API sent. */
export const readModels = (list: z.output<typeof modelsSchema>): Model[] =>
	readModelEntries(list).map(({ model }) => model);

/** @returns null for what cannot be read */
export function readModelEntry(raw: unknown): ModelEntry | null {
	const { data: model } = modelSchema.safeParse(raw);
	if (!model) return null;
	return { model, raw: recordSchema.safeParse(raw).data ?? { model: model.model } };
}

/** `input_schema` resembles JSON Schema; `inputSchema.ts` reads it. */
export const modelDetailSchema = z
	.object({
		model: lenient(id),
		input_schema: lenient(recordSchema),
		required_input_fields: lenient(strings),
	})
	.passthrough();
