import { z } from 'zod';
import type { Answer } from '../answers';
import type { EndpointName, Quirk } from '../types';

const envelopeSchema = z.object({ code: z.number() }).passthrough();

/** Gives an answer of the API the forms that a test asks for. */
export function withQuirks(
	answer: Answer,
	endpoint: EndpointName,
	quirks: readonly Quirk[],
): Answer {
	return quirks
		.filter(({ endpoints }) => endpoints.includes(endpoint))
		.reduce((changed, { change }) => {
			const envelope = envelopeSchema.safeParse(changed.body);
			return envelope.success ? { ...changed, body: change(envelope.data) } : changed;
		}, answer);
}
