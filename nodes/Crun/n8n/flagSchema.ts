import { z } from 'zod';

/** A switch. An expression, or the model of an agent, may also give the text. */
export const flagSchema = z.union([
	z.boolean(),
	z.enum(['true', 'false']).transform((text) => text === 'true'),
]);
