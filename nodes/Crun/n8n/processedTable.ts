import type { IExecuteFunctions } from 'n8n-workflow';
import { z } from 'zod';
import { messageOf } from '../crun/problem';
import { settle } from '../crun/settle';
import { abortableSleep, backgroundSleep } from './abortableSleep';
import { monotonicMs } from './monotonic';
import { noteRequest, tableMs } from './tableTimes';

/**
 * n8n's deduplication table: the only memory that n8n writes at once and that all its processes share. It holds the
 * entries of one node in one row, which is read and then written as a whole, so two processes can overwrite each
 * other's entries. Therefore what was recorded is recorded again until it is found there.
 */

/**
 * About 125 KB in the database, which each call reads and writes. The oldest entries make room. A trigger remembers
 * about 600 starts with it, whichever process took the callback.
 */
const MAX_ENTRIES = 5_000;
const CONFIRMATIONS = 10;
/** After how many milliseconds what must be kept is recorded again: twice as long after it was recorded each time. */
const KEPT_AFTER_MS = [100, 100, 200, 400, 800];
/** How long a process leaves the table to the others after it has used it, in times that the table takes. */
const GAP_PER_TABLE_TIME = 4;
const OPTIONS = { mode: 'entries', maxEntries: MAX_ENTRIES } as const;

const turns = new Map<string, Promise<unknown>>();

/** Calls that wait for the table: one request records the values of all of them. */
interface Batch {
	readonly values: Set<string>;
	readonly processed: Promise<Set<string> | null>;
}

/** By node: the calls that will be next. */
const next = new Map<string, Batch>();

/**
 * Records values in the table of this node. Calls that wait for their turn are recorded together, in the order in which
 * they came: in a burst, the table is read and written once for many of them, so processes overwrite each other less.
 * @param isCrowded other processes are likely to use the table at the same moment
 * @returns those of them that had been recorded before; null where n8n has no such table, or it failed
 */
export async function recordProcessed(
	context: IExecuteFunctions,
	values: string[],
	isCrowded = false,
): Promise<Set<string> | null> {
	const batch = next.get(ownerOf(context)) ?? openBatch(context, isCrowded);
	const known = values.filter((value) => batch.values.has(value));
	for (const value of values) batch.values.add(value);
	const processed = await batch.processed;
	return processed && new Set([...values.filter((value) => processed.has(value)), ...known]);
}

function openBatch(context: IExecuteFunctions, isCrowded: boolean): Batch {
	const owner = ownerOf(context);
	const values = new Set<string>();
	const processed = inTurn(context, isCrowded, async () => {
		if (next.get(owner) === batch) next.delete(owner);
		const startedAt = monotonicMs();
		const found = await context.helpers.checkProcessedAndRecord([...values], 'node', OPTIONS);
		noteRequest(startedAt);
		return new Set(found.processed.map(String));
	});
	const batch = { values, processed };
	next.set(owner, batch);
	return batch;
}

/**
 * Removes values from the table of this node.
 * @returns whether they were removed: not where n8n has no such table, or it failed
 */
export async function forgetProcessed(
	context: IExecuteFunctions,
	values: string[],
): Promise<boolean> {
	if (values.length === 0) return true;
	const removed = await inTurn(context, false, async () => {
		await context.helpers.removeProcessed(values, 'node', OPTIONS);
		return true;
	});
	return removed === true;
}

/**
 * Uses the table of this node, one call after the other. Where it is crowded, there are gaps in which other processes
 * find it untouched.
 * @returns null where n8n has no such table, or it failed
 */
async function inTurn<T>(
	context: IExecuteFunctions,
	isCrowded: boolean,
	use: () => Promise<T>,
): Promise<T | null> {
	const owner = ownerOf(context);
	const turn = (turns.get(owner) ?? Promise.resolve()).then(async () => {
		const first = await settle(use);
		if ('value' in first) return first.value;
		if (isMissing(first.error)) return unusable(context, first.error);
		await pause(); // two processes created the row of this node at the same time, for example
		const second = await settle(use);
		return 'value' in second ? second.value : unusable(context, second.error);
	});
	const free = turn.then(async () => {
		if (isCrowded) await abortableSleep(tableMs() * GAP_PER_TABLE_TIME * (0.5 + Math.random()));
	});
	turns.set(owner, free);
	void free.then(() => {
		if (turns.get(owner) === free) turns.delete(owner);
	});
	return await turn;
}

function ownerOf(context: IExecuteFunctions): string {
	return `${context.getWorkflow().id} ${context.getNode().id}`;
}

const missingSchema = z.object({ name: z.enum(['AssertionError', 'TypeError']) });

/** This n8n has no such table: no helper, or no service behind it. */
function isMissing(error: unknown): boolean {
	return missingSchema.safeParse(error).success;
}

function unusable(context: IExecuteFunctions, error: unknown): null {
	context.logger.warn(`Crun: n8n's deduplication table cannot be used. ${messageOf(error)}`);
	return null;
}

/**
 * Records values that have just been recorded again, as often as another process has overwritten them. Before each time
 * it waits long enough for another process to have written what it has read.
 */
export async function confirmProcessed(
	context: IExecuteFunctions,
	values: string[],
	isCrowded = false,
): Promise<void> {
	for (let round = 0; round < CONFIRMATIONS; round += 1) {
		if (!isCrowded) await pause();
		const processed = await recordProcessed(context, values, isCrowded);
		if (processed === null || values.every((value) => processed.has(value))) return;
	}
}

/**
 * Records values so that they stay: now, and some times in the next two seconds, because another process may have read
 * the row before, and may write it after.
 */
export async function keepProcessed(context: IExecuteFunctions, values: string[]): Promise<void> {
	await confirmProcessed(context, values, true);
	for (const ms of KEPT_AFTER_MS) {
		await backgroundSleep(ms);
		await recordProcessed(context, values, true);
	}
}

async function pause(): Promise<void> {
	await abortableSleep(20 + Math.random() * 40);
}
