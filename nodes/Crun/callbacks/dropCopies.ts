import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { z } from 'zod';
import { abortableSleep } from '../n8n/abortableSleep';
import { confirmProcessed, recordProcessed, tableMs } from '../n8n/processedTable';
import { emissionKey } from './emission';
import { isClaimedHere } from './emittedHere';

/**
 * Two copies that ask at the same moment are both taken for the first one, so each asks again. The row is written as a
 * whole: of two that have asked at the same moment, one then finds its own claim missing, and lets the other one go
 * first. A start takes two rounds where nothing was overwritten.
 */
const ROUNDS = 4;
const SHORTEST_SPREAD_MS = 80;
const LONGEST_SPREAD_MS = 1000;
/** The spread, in times that n8n's table takes. */
const SPREAD_PER_TABLE_TIME = 8;

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
	const start: Start = {
		key,
		executionId: String(context.getExecutionId()),
		ruledOut: verified ? [emissionKey(context, { taskId, event, verified: false })] : [],
	};
	// Where this process took the call itself, it has dropped all copies but those of before a restart.
	return isClaimedHere(key)
		? (await record(context, start, 0)).kind === 'copy'
		: await isSharedCopy(context, start);
}

/** What is recorded: what all copies share, and what only this execution has. */
interface Start {
	key: string;
	executionId: string;
	/** What no longer starts the workflow after this: the same callback unverified, where this one was verified. */
	ruledOut: string[];
}

/**
 * The same where another process may run a copy at this moment. An execution is dropped only if another one has got as
 * far as itself, so one of them always starts the workflow.
 */
async function isSharedCopy(context: IExecuteFunctions, start: Start): Promise<boolean> {
	let share = Math.random();
	for (let round = 0; round < ROUNDS; round += 1) {
		await abortableSleep(share * spreadMs());
		const recorded = await record(context, start, round);
		if (recorded.kind !== 'first') return recorded.kind === 'copy';
		if (recorded.isLastKept) break;
		// From the second round on, it has been overwritten, and waits longer: whoever was not goes first.
		share = (round === 0 ? 0.5 : 1) * (1 + Math.random());
	}
	void confirmProcessed(context, startOf(start), true); // it is for copies that come later: this start need not wait
	return false;
}

function spreadMs(): number {
	const spread = tableMs() * SPREAD_PER_TABLE_TIME;
	return Math.min(Math.max(spread, SHORTEST_SPREAD_MS), LONGEST_SPREAD_MS);
}

/**
 * `first`: nobody has recorded this round. `copy`: another execution has. `unknown`: the table cannot tell, or this
 * execution itself has: it is run again by another worker, or the answer of an earlier request was lost.
 */
interface Recorded {
	kind: 'first' | 'copy' | 'unknown';
	/** Nobody has overwritten what this execution recorded in the round before. */
	isLastKept: boolean;
}

async function record(context: IExecuteFunctions, start: Start, round: number): Promise<Recorded> {
	const before = await recordProcessed(context, valuesOf(start, round), true);
	if (before === null || before.has(ownClaimOf(start, round))) {
		return { kind: 'unknown', isLastKept: false };
	}
	return {
		kind: before.has(claimOf(start, round)) ? 'copy' : 'first',
		isLastKept: round > 0 && before.has(ownClaimOf(start, round - 1)),
	};
}

function claimOf({ key }: Start, round: number): string {
	return round === 0 ? key : `${key} round ${round}`;
}

function ownClaimOf(start: Start, round: number): string {
	return `${claimOf(start, round)} in ${start.executionId}`;
}

/** Also what earlier rounds recorded, should another process have overwritten it. */
function valuesOf(start: Start, round: number): string[] {
	const rounds = Array.from({ length: round + 1 }, (_, index) => index);
	const claims = rounds.flatMap((one) => [claimOf(start, one), ownClaimOf(start, one)]);
	return [...claims, ...start.ruledOut];
}

/** What is recorded of an execution that starts the workflow: it has passed all rounds. */
function startOf(start: Start): string[] {
	const claims = Array.from({ length: ROUNDS }, (_, round) => claimOf(start, round));
	return [...claims, ownClaimOf(start, 0), ...start.ruledOut];
}
