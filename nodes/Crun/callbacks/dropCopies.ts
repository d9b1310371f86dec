import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { z } from 'zod';
import { abortableSleep } from '../n8n/abortableSleep';
import { confirmProcessed, recordProcessed } from '../n8n/processedTable';
import { emissionKey } from './emission';
import { isClaimedHere } from './emittedHere';

/**
 * Spreads the copies of a callback, so that the second one finds what the first one has recorded. Two that happen to
 * ask at the same time are spread once more.
 */
const LONGEST_STAGGERS_MS = [1500, 1000];

const itemSchema = z.object({
	json: z.object({
		task_id: z.union([z.string(), z.number()]).transform(String),
		event: z.string(),
		verified: z.boolean(),
	}),
});

/**
 * Drops a copy of a callback that another process of n8n has taken for the first one, or this one before a restart. It
 * runs where the execution runs, because only executions can use n8n's deduplication table.
 * @returns the items to start the workflow with: none for a copy
 */
export async function dropCopies(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const items = context.getInputData();
	// In the editor a callback may be repeated, and a person who retries an execution wants it to run.
	if (['manual', 'retry'].includes(context.getMode())) return items;
	const copies = await Promise.all(items.map(async (item) => await isCopy(context, item)));
	return items.filter((_, index) => copies[index] !== true);
}

async function isCopy(context: IExecuteFunctions, item: INodeExecutionData): Promise<boolean> {
	const parsed = itemSchema.safeParse(item);
	if (!parsed.success) return false;
	const { task_id: taskId, event, verified } = parsed.data.json;
	const key = emissionKey(context, { taskId, event, verified });
	// What was verified does not start the workflow unverified later.
	const ruledOut = verified ? [emissionKey(context, { taskId, event, verified: false })] : [];
	const copy = { key, executionId: String(context.getExecutionId()), ruledOut };
	// Where this process took the call itself, it has dropped all copies but those of before a restart.
	return isClaimedHere(key)
		? await isRecorded(context, copy, 0)
		: await isSharedCopy(context, copy);
}

interface Copy {
	key: string;
	executionId: string;
	ruledOut: string[];
}

/** The same where another process may run a copy at this moment. */
async function isSharedCopy(context: IExecuteFunctions, copy: Copy): Promise<boolean> {
	for (const [round, longest] of LONGEST_STAGGERS_MS.entries()) {
		await abortableSleep(Math.random() * longest);
		if (await isRecorded(context, copy, round)) return true;
	}
	await confirmProcessed(context, valuesOf(copy, LONGEST_STAGGERS_MS.length - 1));
	return false;
}

/** Records the start. @returns whether another execution has recorded it before */
async function isRecorded(context: IExecuteFunctions, copy: Copy, round: number): Promise<boolean> {
	const before = await recordProcessed(context, valuesOf(copy, round));
	const [claim, own] = claimsOf(copy, round);
	return before !== null && before.has(claim) && !before.has(own);
}

/** What is recorded in one round: what all copies share, and what only this execution has. */
function claimsOf({ key, executionId }: Copy, round: number): [string, string] {
	const claim = round === 0 ? key : `${key} round ${round}`;
	// An execution that another worker runs again is not a copy of itself.
	return [claim, `${claim} in ${executionId}`];
}

/** Also what earlier rounds recorded, which another process may have overwritten. */
function valuesOf(copy: Copy, round: number): string[] {
	const rounds = Array.from({ length: round + 1 }, (_, index) => claimsOf(copy, index));
	return [...rounds.flat(), ...copy.ruledOut];
}
