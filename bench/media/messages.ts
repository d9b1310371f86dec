import { z } from 'zod';

export const DIRECTIONS = ['upload', 'download'] as const;
export const MANNERS = ['streamed'] as const;

/** What the measured process is told. */
export const jobSchema = z.object({
	direction: z.enum(DIRECTIONS),
	/** By the node's own code, or as a whole through memory for comparison. */
	manner: z.enum(MANNERS),
	/** A simulated Crun. */
	sim: z.object({ url: z.string(), apiKey: z.string() }),
	/** Bytes of the file to move. */
	size: z.number(),
	/** Finished tasks, one whose file has that size, and one with a small file to warm up. */
	tasks: z.object({ big: z.string(), small: z.string() }),
});
export type Job = z.infer<typeof jobSchema>;

/** What the measured process tells. */
export const resultSchema = z.object({ growth: z.number(), took: z.number(), sha256: z.string() });
export type Result = z.infer<typeof resultSchema>;
