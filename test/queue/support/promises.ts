import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { runFolder } from '../../e2e/support/runFolder';
import type { QueueWorld } from './world';

/** What a scenario counts. A figure that it does not count is left out. */
const figuresSchema = z.object({
	/** Finished tasks that no workflow was continued or started with. */
	lost: z.number().optional(),
	/** Finished tasks that a workflow was continued or started with more than once. */
	doubled: z.number().optional(),
	/** Photos for which more than one task was created. */
	paidTwice: z.number().optional(),
	/** Executions that have not ended and wait for nothing that could still come. */
	stuck: z.number().optional(),
});
export type Figures = z.infer<typeof figuresSchema>;

const recordSchema = z.object({
	version: z.string(),
	what: z.string(),
	times: z.string(),
	figures: figuresSchema,
	/** The most that is accepted of each figure, where it is not zero; null if nothing is promised. */
	accepted: figuresSchema.nullable(),
	/** Why more than zero is accepted, if it is. */
	exception: z.string().optional(),
});
export type Played = z.infer<typeof recordSchema>;

const measureSchema = z.object({
	version: z.string(),
	compared: z.string(),
	value: z.number(),
	atLeast: z.number(),
});
/** A ratio that was measured. */
export type Measure = z.infer<typeof measureSchema>;

/** What was done, how often, and what was counted. */
export interface Scenario {
	what: string;
	times: string;
	figures: Figures;
}

/**
 * Records a scenario for the report, and fails unless its figures are no worse than promised.
 * @param worst what is accepted where it is not zero, and why
 */
export function keepsPromises(
	{ cluster }: QueueWorld,
	{ what, times, figures }: Scenario,
	worst: { figures: Figures; why: string } = { figures: {}, why: '' },
): void {
	const exception = worst.why === '' ? undefined : worst.why;
	const accepted = worst.figures;
	record({ version: cluster.version, what, times, figures, accepted, exception });
	const broken = figuresSchema.keyof().options.filter((name) => isBroken(figures, accepted, name));
	expect(Object.fromEntries(broken.map((name) => [name, figures[name]]))).toEqual({});
}

/** Whether a figure is worse than promised. @param accepted null if nothing is promised */
export function isBroken(figures: Figures, accepted: Figures | null, name: keyof Figures): boolean {
	return accepted !== null && (figures[name] ?? 0) > (accepted[name] ?? 0);
}

/** Records what is not promised, so that the report says so. */
export function isNotPromised({ cluster }: QueueWorld, scenario: Scenario, why: string): void {
	record({ version: cluster.version, ...scenario, accepted: null, exception: why });
}

/** Records ratios for the report, and fails if one of them is lower than promised. */
export function areFastEnough(
	{ cluster }: QueueWorld,
	ratios: ReadonlyArray<Omit<Measure, 'version'>>,
): void {
	for (const ratio of ratios) record({ version: cluster.version, ...ratio });
	expect(ratios.filter(({ value, atLeast }) => value < atLeast)).toEqual([]);
}

const fileOf = () => join(runFolder(), 'played.jsonl');

function record(line: Played | Measure): void {
	process.stderr.write(`${JSON.stringify(line)}\n`);
	appendFileSync(fileOf(), `${JSON.stringify(line)}\n`);
}

/** Everything recorded in this run, oldest first. */
export function recordedInThisRun(): { played: Played[]; measured: Measure[] } {
	const text = existsSync(fileOf()) ? readFileSync(fileOf(), 'utf8') : '';
	const lines: unknown[] = text
		.split('\n')
		.filter(Boolean)
		.map((line): unknown => JSON.parse(line));
	return {
		played: lines.flatMap((line) => recordSchema.safeParse(line).data ?? []),
		measured: lines.flatMap((line) => measureSchema.safeParse(line).data ?? []),
	};
}
