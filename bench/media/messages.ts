import type { IBinaryData } from 'n8n-workflow';
import { z } from 'zod';

export const DIRECTIONS = ['upload', 'download'] as const;
export const MODES = ['streamed', 'piped', 'buffered'] as const;

const isBinary = (value: unknown) =>
	z.object({ id: z.string(), mimeType: z.string() }).safeParse(value).success;
/** A file stored as n8n binary data. */
export const fileSchema = z.custom<IBinaryData>(isBinary);

/** The job of the measured process. */
const transferSchema = z.object({
	direction: z.enum(DIRECTIONS),
	/** With the node's own code or, for comparison, with a bare pipe or buffered in memory. */
	mode: z.enum(MODES),
	/** The simulated Crun. */
	sim: z.object({ url: z.string(), apiKey: z.string() }),
	/** For uploads: the file to measure, and a small one to warm up. */
	files: z.object({ big: fileSchema, small: fileSchema }),
	/** For downloads: finished tasks with such files. */
	tasks: z.object({ big: z.string(), small: z.string() }),
});
export type Transfer = z.infer<typeof transferSchema>;

/** A transfer or, for a process that is not measured, the size of a file to store. */
export const jobSchema = z.union([transferSchema, z.object({ store: z.number() })]);
export type Job = z.infer<typeof jobSchema>;

/** The answer of the measured process. The other one answers with the file. */
export const resultSchema = z.object({
	memoryGrowth: z.number(),
	durationMs: z.number(),
	sha256: z.string(),
});
export type Result = z.infer<typeof resultSchema>;
