import { z } from 'zod';
import { lenient, strings } from './parts';

/** What every JSON response of Crun's is wrapped in. `errors` comes with a 422. */
export const envelopeSchema = z
	.object({
		code: z.number().int(),
		message: lenient(z.string()),
		data: z.unknown().optional(),
		errors: lenient(strings),
	})
	.passthrough();
export type Envelope = z.infer<typeof envelopeSchema>;
