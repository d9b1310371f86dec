import { z } from 'zod';
import { recordSchema } from '../crun/contract';

/**
 * Remembers what a trigger has emitted, so that a callback that arrives twice starts the workflow once.
 *
 * The workflow's static data is the lasting memory. n8n reads it before a webhook call and writes it as a whole
 * afterwards, so one of two simultaneous calls overwrites the entry of the other. Therefore what this process
 * has seen counts as well, and is written again with the next call.
 */

const seenHere = new Map<string, Map<string, number>>();
const storedSchema = z.record(z.string(), z.unknown()).catch({});

export interface EmittedMemory {
	/** Which trigger: workflow and node. */
	owner: string;
	/** The node's own static data; its field `emitted` is ours. */
	staticData: object;
	/** Seconds since the epoch. */
	now: number;
	/** Older entries are forgotten: such callbacks are refused for their age. */
	keepSeconds: number;
	/** Another key that rules this one out: what was emitted as verified is not emitted as unverified too. */
	unless?: string;
}

/**
 * Marks a task's state as emitted. Check and mark are one step without a pause, so only one of two simultaneous
 * calls gets true.
 * @returns false when it was emitted before
 */
export function markEmitted(
	key: string,
	{ owner, staticData, now, keepSeconds, unless }: EmittedMemory,
): boolean {
	const here = seenHere.get(owner) ?? new Map<string, number>();
	seenHere.set(owner, here);
	const stored = storedSchema.parse(recordSchema.parse(staticData).emitted ?? {});
	for (const [one, at] of Object.entries(stored)) if (typeof at === 'number') here.set(one, at);
	for (const [one, at] of here) if (at < now - keepSeconds) here.delete(one);
	const isNew = !here.has(key) && !(unless !== undefined && here.has(unless));
	if (isNew) here.set(key, now);
	Object.assign(staticData, { emitted: Object.fromEntries(here) });
	return isNew;
}
