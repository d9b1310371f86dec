import { z } from 'zod';
import { job } from '../support/job';

/** A simulated Crun in the simulator's process. */
export const simSchema = z.object({ url: z.string(), apiKey: z.string() });
export type Sim = z.infer<typeof simSchema>;

const optionsSchema = z.object({
	/** Before each answer. Default 0. */
	latencyMs: z.number().optional(),
	/** How many ByteDance templates there are; by default, the simulator's 280. */
	templates: z.number().optional(),
	/**
	 * Each task takes a time between these two, in milliseconds, always the same for the same seed. By default, tasks
	 * end only when they are told to.
	 */
	tasks: z.object({ from: z.number(), to: z.number(), seed: z.number() }).optional(),
});
export type SimOptions = z.infer<typeof optionsSchema>;

const taskSchema = z.object({
	id: z.string(),
	/** Milliseconds since the epoch; null while it is unfinished. */
	finishedAt: z.number().nullable(),
	/** How often its status was asked for. */
	checks: z.number(),
	/** The prompt or the first image, by which a measured execution tells its own tasks. */
	input: z.string(),
	callbackUrl: z.string().nullable(),
});
export type TaskReport = z.infer<typeof taskSchema>;

const reportSchema = z.object({
	/** By endpoint. */
	requests: z.record(z.number()),
	tasks: z.array(taskSchema),
});
export type SimReport = z.infer<typeof reportSchema>;

const urlSchema = z.object({ url: z.string() });

/** A new simulated Crun, with its own address: nothing that a process keeps of another one applies to it. */
export const startSim = job('startSim', optionsSchema, simSchema);
/** Creates tasks that are finished, with a file of this size each. */
export const finishedTasks = job(
	'finishedTasks',
	urlSchema.extend({ count: z.number(), size: z.number() }),
	z.array(z.string()),
);
/** Finishes these tasks, without callbacks. */
export const finishTasks = job(
	'finishTasks',
	urlSchema.extend({ ids: z.array(z.string()) }),
	z.null(),
);
/** What happened so far. */
export const reportSim = job('reportSim', urlSchema, reportSchema);
/** Also the size of the last file that was uploaded; 0 without one. */
export const uploadedBytes = job('uploadedBytes', urlSchema, z.number());
export const stopSim = job('stopSim', urlSchema, z.null());
