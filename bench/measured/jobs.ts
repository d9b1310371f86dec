import { z } from 'zod';
import { simSchema } from '../simulator/jobs';
import { costSchema } from '../support/cost';
import { job } from '../support/job';

/** The work of the measured processes. */

/**
 * Who creates tasks, or asks about them: this package, n8n's HTTP Request node, a node that only sends the requests, or
 * undici alone.
 */
export const SIDES = ['crun', 'httpRequest', 'helper', 'undici'] as const;
export type Side = (typeof SIDES)[number];
/** How the table calls them. */
export const NAMES: Record<Side, string> = {
	crun: 'this package',
	httpRequest: 'HTTP Request',
	helper: 'requests alone',
	undici: 'undici',
};

const manySchema = z.object({
	by: z.enum(SIDES),
	sim: simSchema,
	/** Items of an execution. */
	items: z.number(),
});

/** Creates a task for each item, in executions one after the other. */
export const createTasks = job(
	'createTasks',
	manySchema.extend({ executions: z.number() }),
	costSchema,
);

/** Template > Get Many with the same search for all items. */
export const listTemplates = job('listTemplates', manySchema, costSchema);

/** Asks once about each task; this package with Task > Wait. */
export const checkTasks = job(
	'checkTasks',
	z.object({ by: z.enum(SIDES), sim: simSchema, ids: z.array(z.string()) }),
	costSchema,
);

/** Who waits: this package with Wait For Result: Poll, or a node that sleeps between checks of one task at a time. */
export const WAITERS = ['crun', 'sequential'] as const;

/** Executions at the same time, each of which creates its tasks and waits for them. */
export const waitForTasks = job(
	'waitForTasks',
	z.object({
		by: z.enum(WAITERS),
		sim: simSchema,
		/** Items of each execution; `RUN` in the name of a photo becomes the number of the execution. */
		items: z.number(),
		executions: z.number(),
	}),
	/** When each execution ended, in milliseconds since the epoch. */
	z.object({ endedAt: z.array(z.number()) }),
);

/** Creates tasks and suspends the execution. */
export const suspend = job('suspend', z.object({ sim: simSchema, items: z.number() }), costSchema);

/** Calls the suspended execution back, as Crun does when this task is finished. */
export const callBack = job(
	'callBack',
	z.object({ taskId: z.string(), callbackUrl: z.string() }),
	costSchema.extend({ status: z.number(), answer: z.string() }),
);

/** What the editor asks for when a letter is typed into the template list, or when the list is scrolled. */
export const searchTemplates = job(
	'searchTemplates',
	z.object({ sim: simSchema, filter: z.string(), token: z.string().optional() }),
	costSchema.extend({ results: z.number(), token: z.string().optional() }),
);

/** With undici: the first page of the list, and for the whole list all others at once. */
export const listPages = job(
	'listPages',
	z.object({ sim: simSchema, isWhole: z.boolean() }),
	costSchema,
);

/** Who transfers a file: this package, or a pipe between the connection and the disk. */
export const CARRIERS = ['crun', 'pipe'] as const;

/** A file on disk, and the same file as n8n's binary data. */
export const storedFileSchema = z.object({
	path: z.string(),
	bytes: z.number(),
	binary: z.object({ id: z.string(), mimeType: z.string() }).passthrough(),
});
export type StoredFile = z.infer<typeof storedFileSchema>;

/** Stores a file as n8n's binary data, as an earlier node would do. */
export const storeFile = job(
	'storeFile',
	z.object({ path: z.string(), bytes: z.number() }),
	storedFileSchema,
);

/** What is transferred: the result of a task is downloaded, a file is uploaded. */
const cargoSchema = z.union([z.object({ taskId: z.string() }), storedFileSchema]);
export type Cargo = z.infer<typeof cargoSchema>;

/** Transfers the big one, after the small one. Needs garbage collection. */
export const transfer = job(
	'transfer',
	z.object({ by: z.enum(CARRIERS), sim: simSchema, big: cargoSchema, small: cargoSchema }),
	z.object({ ms: z.number(), memoryGrowth: z.number() }),
);

/** Loads a package as n8n does. */
export const loadPackage = job(
	'loadPackage',
	z.object({ folder: z.string() }),
	costSchema.extend({
		/** JavaScript files that were read, all dependencies included. */
		files: z.number(),
		nodes: z.number(),
	}),
);
