import type { IExecuteFunctions } from 'n8n-workflow';
import { abortableSleep } from '../n8n/abortableSleep';
import { monotonicMs } from '../n8n/monotonic';
import { keepProcessed, recordProcessed } from '../n8n/processedTable';
import { tableMs, unsettledMs } from '../n8n/tableTimes';

/**
 * Two executions that ask at the same moment are both taken for the first one. So each claims the start, and looks a
 * while later whether its claim is still there: the row is written as a whole, so of claims made at the same moment
 * only the last one remains. The others leave the start to it, and contend for it again, in the next round, only if it
 * has not recorded its start by then.
 */
const ROUNDS = 6;
/** How long all copies take to make their claims. */
const SHORTEST_SPREAD_MS = 80;
const LONGEST_SPREAD_MS = 1000;
/** The spread, in times that n8n's table takes. */
const SPREAD_PER_TABLE_TIME = 8;
/** Within how many spreads an execution holds the start or leaves it, and how many it leaves to the others at least. */
const SPREADS_TO_HOLD = 4;
const SPREADS_FOR_OTHERS = 5;
/** From which part of a spread on a request is slow, and within how many spreads a process records something again. */
const SLOW = 0.8;
const SPREADS_TO_RECORD = 3;

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
		const othersMs = spreadMs() * SPREADS_FOR_OTHERS * (1 + Math.random() / 2);
		await abortableSleep(place === 'unsettled' ? slowMs() : othersMs);
	}
	void keepProcessed(context, startOf(start)); // it is for copies that come later: this start need not wait
	return false;
}

/**
 * `first`: this execution holds the start, or the table cannot tell. `copy`: another execution has claimed the round
 * before. `overwritten`: another one may hold the start. `unsettled`: this process may have erased the start of another
 * one.
 */
type Place = 'first' | 'copy' | 'overwritten' | 'unsettled';

async function contend(context: IExecuteFunctions, start: Start, round: number): Promise<Place> {
	const claimed = await claim(context, start, round);
	if (claimed !== 'first') return claimed === 'copy' ? 'copy' : 'first';
	const claimedAt = monotonicMs();
	for (;;) {
		await abortableSleep(spreadMs());
		const found = await claim(context, start, round);
		const isLate = monotonicMs() - claimedAt > spreadMs() * SPREADS_TO_HOLD;
		if (found === 'copy' || isLate) return 'overwritten';
		if (slowMs() > 0) return 'unsettled';
		if (found === 'known') return 'first';
	}
}

/** Milliseconds until other processes have recorded again what a slow request of this one may have erased. */
function slowMs(): number {
	return unsettledMs(spreadMs() * SLOW, spreadMs() * SPREADS_TO_RECORD);
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
