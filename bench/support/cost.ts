import { z } from 'zod';

/** What a piece of work took in the process that did it. */
export const costSchema = z.object({
	/** Wall clock. */
	ms: z.number(),
	/** Of all threads, user and system. */
	cpuMs: z.number(),
});
export type Cost = z.infer<typeof costSchema>;

/** Measures time and CPU of this process during the work. */
export async function costOf(work: () => Promise<unknown>): Promise<Cost> {
	const cpu = process.cpuUsage();
	const started = performance.now();
	await work();
	const ms = performance.now() - started;
	const { user, system } = process.cpuUsage(cpu);
	return { ms, cpuMs: (user + system) / 1000 };
}
