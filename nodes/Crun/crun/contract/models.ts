import { z } from 'zod';
import { recordSchema } from './json';
import { id, lenient, listOf, strings } from './parts';

const modelSchema = z
	.object({
		model: id,
		modality: lenient(z.string()),
		operation: lenient(z.string()),
		description: lenient(z.string()),
	})
	.passthrough();
export type Model = z.infer<typeof modelSchema>;

export const modelsQuery = z
	.object({ modality: z.string().optional(), operation: z.string().optional() })
	.strict();

export const modelsSchema = z
	.object({ total: lenient(z.number()), models: listOf(modelSchema) })
	.passthrough();

/** `input_schema` resembles JSON Schema; `inputSchema.ts` reads it. */
export const modelDetailSchema = z
	.object({
		model: lenient(id),
		input_schema: lenient(recordSchema),
		required_input_fields: lenient(strings),
	})
	.passthrough();
