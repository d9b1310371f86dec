import { z } from 'zod';
import { recordSchema } from '../crun/contract';

/**
 * Remembers what a trigger has emitted, so that a callback that comes twice starts the workflow once.
 *
 * The workflow's static data is the lasting memory. n8n reads it before a webhook call and writes it as a whole after it,
 * so of two calls at once one overwrites the other's entry; what this process has seen therefore counts as well, and is
 * written again with the next call.
 */

const seenHere = new Map<string, Map<string, number>>();
const storedSchema = z.record(z.string(), z.unknown()).catch({});

export interface EmittedMemory {
	/** Which trigger: workflow and node. */
	owner: string;
	/** The node's own static data; `emitted` in it is ours. */
	staticData: object;
	/** Seconds since the epoch. */
	now: number;
	/** Entries older than this are forgotten: such callbacks are refused for their age. */
	keepSeconds: number;
}

/**
 * Notes that a task's state is emitted now. Check and note are one step without a pause, so of two calls at the same
 * time only one gets true.
 * @returns false when it was emitted before
 */
export function markEmitted(
	key: string,
	{ owner, staticData, now, keepSeconds }: EmittedMemory,
): boolean {
	const here = seenHere.get(owner) ?? new Map<string, number>();
	seenHere.set(owner, here);
	const stored = storedSchema.parse(recordSchema.parse(staticData).emitted ?? {});
	for (const [one, at] of Object.entries(stored)) if (typeof at === 'number') here.set(one, at);
	for (const [one, at] of here) if (at < now - keepSeconds) here.delete(one);
	const isNew = !here.has(key);
	if (isNew) here.set(key, now);
	Object.assign(staticData, { emitted: Object.fromEntries(here) });
	return isNew;
}
