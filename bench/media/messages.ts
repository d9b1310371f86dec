import type { IBinaryData } from 'n8n-workflow';
import { z } from 'zod';

export const DIRECTIONS = ['upload', 'download'] as const;
export const MANNERS = ['streamed', 'buffered'] as const;

const isBinary = (value: unknown) =>
	z.object({ id: z.string(), mimeType: z.string() }).safeParse(value).success;
/** A file in n8n's binary store. */
export const fileSchema = z.custom<IBinaryData>(isBinary);

/** What the measured process is told. */
const moveSchema = z.object({
	direction: z.enum(DIRECTIONS),
	/** By the node's own code, or as a whole through memory for comparison. */
	manner: z.enum(MANNERS),
	/** A simulated Crun. */
	sim: z.object({ url: z.string(), apiKey: z.string() }),
	/** To upload: the file, and a small one to warm up. */
	files: z.object({ big: fileSchema, small: fileSchema }),
	/** To download: finished tasks with such files. */
	tasks: z.object({ big: z.string(), small: z.string() }),
});
export type Move = z.infer<typeof moveSchema>;

/** Or, in a process that is not measured: store a file of that many bytes. */
export const jobSchema = z.union([moveSchema, z.object({ store: z.number() })]);
export type Job = z.infer<typeof jobSchema>;

/** What the measured process tells. The other one tells the file. */
export const resultSchema = z.object({ growth: z.number(), took: z.number(), sha256: z.string() });
export type Result = z.infer<typeof resultSchema>;
