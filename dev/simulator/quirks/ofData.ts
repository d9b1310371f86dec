import { z } from 'zod';
import type { EndpointName, Quirk } from '../types';

const recordSchema = z.record(z.string(), z.unknown());

/** A quirk of `data`, which only successful answers have. */
export const ofData = (
	endpoints: EndpointName[],
	change: (data: Record<string, unknown>) => unknown,
): Quirk => ({
	endpoints,
	change: (envelope) => {
		const data = recordSchema.safeParse(envelope.data);
		return data.success ? { ...envelope, data: change(data.data) } : envelope;
	},
});
