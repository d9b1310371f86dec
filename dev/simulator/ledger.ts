import type { LedgerEntry } from './types';

/** Rounds off the floating-point error of summed credits. */
export const roundCredits = (credits: number): number => Math.round(credits * 1e4) / 1e4;

/** Every task that was created, and what it cost. */
export class Ledger {
	/** @param created the entries, oldest first, shared with the event log */
	constructor(readonly created: readonly LedgerEntry[]) {}

	/** Credits spent so far: reserved for unfinished tasks and charged for finished ones. */
	charged = (): number => roundCredits(this.created.reduce((sum, entry) => sum + entry.credits, 0));

	find(taskId: string): LedgerEntry | undefined {
		return this.created.find((entry) => entry.task_id === taskId);
	}
}
