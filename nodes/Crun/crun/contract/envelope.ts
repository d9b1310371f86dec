import { z } from 'zod';
import { lenient } from './parts';
import { reasons } from './reasons';

/** A code, or text that is one: "422", " 422 ". */
const code = z.union([
	z.number().int(),
	z
		.string()
		.trim()
		.regex(/^(0|-?[1-9]\d{0,8})$/)
		.transform(Number),
]);

/** What an error says, whoever sends it. */
export const wordsSchema = z
	.object({
		message: lenient(z.string()),
		/** Some APIs have this instead of `message`. */
		msg: lenient(z.string()),
		/** Come with a 422. */
		errors: lenient(reasons),
		/** Some APIs have this instead of `errors`. */
		detail: lenient(reasons),
	})
	.passthrough();
export type Words = z.infer<typeof wordsSchema>;

/** What every JSON response of Crun's is wrapped in. */
export const envelopeSchema = wordsSchema
	.extend({ code, data: z.unknown().optional() })
	.passthrough();
export type Envelope = z.infer<typeof envelopeSchema>;

/** What an answer that is not Crun's may have instead: `{"error": "…"}`. */
export const foreignWordsSchema = wordsSchema.extend({ error: lenient(reasons) }).passthrough();
