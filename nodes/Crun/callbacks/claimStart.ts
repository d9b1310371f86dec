import type { IExecuteFunctions } from 'n8n-workflow';
import { abortableSleep } from '../n8n/abortableSleep';
import { monotonicMs } from '../n8n/monotonic';
import { keepProcessed, KEPT_AFTER_MS, recordProcessed } from '../n8n/processedTable';
import { slowestSince, tableMs } from '../n8n/tableTimes';

/**
 * Two executions that ask at the same moment are both taken for the first one. So each claims the start, and looks a
 * while later whether its claim is still there: the row is written as a whole, so of claims made at the same moment
 * only the last one remains. The others leave the start to it, and contend for it again, in the next round, only if it
 * has not recorded its start by then.
 */
const ROUNDS = 4;
/** How long all copies take to make their claims. */
const SHORTEST_SPREAD_MS = 80;
const LONGEST_SPREAD_MS = 1000;
/** The spread, in times that n8n's table takes. */
const SPREAD_PER_TABLE_TIME = 8;
/** Within how many spreads an execution holds the start or leaves it, and how many it leaves to the others at least. */
const SPREADS_TO_HOLD = 5;
const SPREADS_FOR_OTHERS = 6;

/** What is recorded: what all copies share, and what only this execution has. */
export interface Start {
	key: string;
	executionId: string;
	/** What no longer starts the workflow after this: the same callback unverified, where this one was verified. */
	ruledOut: string[];
}

/**
 * Whether another execution starts the workflow with the same callback, or has. An execution is dropped only if another
 * one has got as far as itself, so one of them always starts it.
 */
export async function isStartedElsewhere(
	context: IExecuteFunctions,
	start: Start,
): Promise<boolean> {
	await abortableSleep(Math.random() * spreadMs());
	for (let round = 0; round < ROUNDS; round += 1) {
		const place = await contend(context, start, round);
		if (place === 'copy') return true;
		if (place === 'first') break;
		await abortableSleep(spreadMs() * SPREADS_FOR_OTHERS * (1 + Math.random()));
	}
	void keepProcessed(context, startOf(start)); // it is for copies that come later: this start need not wait
	return false;
}

/**
 * `first`: this execution holds the start, or the table cannot tell. `copy`: another execution has claimed the round
 * before. `unclear`: another one may hold the start.
 */
type Place = 'first' | 'copy' | 'unclear';

async function contend(context: IExecuteFunctions, start: Start, round: number): Promise<Place> {
	const claimedAt = monotonicMs();
	const claimed = await claim(context, start, round);
	if (claimed !== 'first') return claimed === 'copy' ? 'copy' : 'first';
	for (;;) {
		await abortableSleep(spreadMs() * (0.5 + Math.random() / 2));
		const found = await claim(context, start, round);
		if (monotonicMs() - claimedAt > spreadMs() * SPREADS_TO_HOLD || wasSlow()) return 'unclear';
		if (found !== 'first') return found === 'copy' ? 'unclear' : 'first';
	}
}

/**
 * Whether a request of this process took so long that it may have erased the start of an execution of another process,
 * which that one has not recorded again yet.
 */
function wasSlow(): boolean {
	return slowestSince(monotonicMs() - KEPT_AFTER_MS) >= spreadMs() / 2;
}

function spreadMs(): number {
	const spread = tableMs() * SPREAD_PER_TABLE_TIME;
	return Math.min(Math.max(spread, SHORTEST_SPREAD_MS), LONGEST_SPREAD_MS);
}

/**
 * Records a claim on the start.
 * @returns what was there: `first`: none; `copy`: that of another execution only; `known`: that of this execution, or
 * the table cannot tell. At the first request, it is known if another worker runs the execution again, or if the answer
 * to an earlier request was lost.
 */
export async function claim(
	context: IExecuteFunctions,
	start: Start,
	round: number,
): Promise<'first' | 'copy' | 'known'> {
	const before = await recordProcessed(context, valuesOf(start, round), true);
	if (before === null || before.has(ownClaimOf(start, round))) return 'known';
	return before.has(claimOf(start, round)) ? 'copy' : 'first';
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
