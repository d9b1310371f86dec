import type { LedgerEntry } from './types';

/** Credits without the dust that sums of fractions leave. */
export const roundCredits = (credits: number): number => Math.round(credits * 1e4) / 1e4;

/** The books: every task that was ever created, and what it costs. */
export class Ledger {
	/** @param created the entries, oldest first, shared with the event log */
	constructor(readonly created: readonly LedgerEntry[]) {}

	/** Credits spent so far: reserved for unfinished tasks, charged for finished ones. */
	charged = (): number => roundCredits(this.created.reduce((sum, entry) => sum + entry.credits, 0));

	find(taskId: string): LedgerEntry | undefined {
		return this.created.find((entry) => entry.task_id === taskId);
	}
}
