import { inParallel } from './inParallel';
import { isMet } from './settle';
import { PUBLISH } from './starts';
import type { QueueWorld } from './world';

/** Calls that are on their way at the same time. */
const AT_ONCE = 20;
const ENDED_WITHIN_MS = 120_000;

/** How many executions have succeeded in which the last node ran. */
async function published({ cluster }: QueueWorld, workflowId: string): Promise<number> {
	const [[count] = []] = await cluster.postgres.query(
		`SELECT count(*) FROM execution_entity e JOIN execution_data d ON d."executionId" = e.id WHERE e."workflowId" = '${workflowId}' AND e.status = 'success' AND d.data LIKE '%"${PUBLISH}":%'`,
	);
	return Number(count);
}

/**
 * Makes calls, and waits until the last node of the workflow has run for each of them.
 * @param runs how often the last node runs for each call
 * @returns calls per second, until the last of these executions has ended
 */
export async function rateOf<T>(
	world: QueueWorld,
	workflowId: string,
	calls: readonly T[],
	call: (one: T) => Promise<unknown>,
	runs = 1,
): Promise<number> {
	const expected = (await published(world, workflowId)) + calls.length * runs;
	const startedAt = performance.now();
	await inParallel(calls, AT_ONCE, call);
	const hasEnded = async () => (await published(world, workflowId)) >= expected;
	expect(await isMet(hasEnded, ENDED_WITHIN_MS)).toBe(true);
	return calls.length / ((performance.now() - startedAt) / 1000);
}

/** The middle one of an odd number of values. */
export function median(values: readonly number[]): number {
	const sorted = [...values].sort((a, b) => a - b);
	return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
