import type { IExecuteFunctions } from 'n8n-workflow';
import { z } from 'zod';
import { confirmProcessed, forgetProcessed, recordProcessed } from '../n8n/processedTable';
import { fingerprintOf } from './fingerprint';
import type { Ledger } from './ledger';

/**
 * Whether this run is the first to create tasks. The ledger is saved when n8n saves the execution, so a process that
 * dies takes it along, and two Retries of one execution do not know of each other. What n8n writes at once is its
 * deduplication table: an order that is recorded there, and whose ledger is not this one, may have a task.
 */
export interface Witness {
	/**
	 * Records that this run is about to create tasks. Called before the first one is sent.
	 * @param states of all orders, from `stateOf` of the ledger
	 */
	record(states: string[]): Promise<Findings>;
	/** Makes sure that the record is still there. It takes a moment, and matters only to a later process. */
	confirm(): Promise<void>;
	/**
	 * Takes back the record of orders that were not sent, so that another Retry may send them.
	 * @returns the states of such orders that this run has recorded and that stay recorded
	 */
	forget(unsent: string[], sent: string[]): Promise<Set<string>>;
}

/** Nothing is found where n8n's table cannot be used, which the log then says. */
export interface Findings {
	/** Another process began this very run and was interrupted, so that its tasks are unknown. */
	wasInterrupted: boolean;
	/** The orders that another execution has sent, or was about to send, from the same state of the ledger. */
	sentBefore: Set<string>;
}

/** A run with more orders than this records them in groups, so that it leaves room for other runs in n8n's table. */
const MOST_SINGLE_ORDERS = 100;

/** By execution: whether each value had been recorded before. Calls of an agent at the same time share the answers. */
const answers = new WeakMap<object, Map<string, Promise<boolean>>>();

export function openWitness(context: IExecuteFunctions, ledger: Ledger): Witness {
	const { spending, execution, isRetry } = ledger;
	const known = answers.get(execution) ?? new Map<string, Promise<boolean>>();
	answers.set(execution, known);
	// Another process began this run, suspended the execution, and n8n has saved the ledger.
	const isContinued = spending.isMarked && known.size === 0;
	const executionId = context.getExecutionId();
	const ownKey = executionId ? `run ${spending.run} of ${executionId}` : null;
	let keyOf = (state: string) => state;
	/** What this call was the first to record. */
	let recorded: string[] = [];

	const record = async (values: string[]): Promise<void> => {
		const fresh = values.filter((value) => !known.has(value));
		if (fresh.length === 0) return;
		const processed = recordProcessed(context, fresh);
		const isFound = async (value: string) => !isContinued && (await processed)?.has(value) === true;
		for (const value of fresh) known.set(value, isFound(value));
		const before = await processed;
		recorded = before ? fresh.filter((value) => !before.has(value)) : [];
	};

	return {
		record: async (states) => {
			keyOf = keysOf(context, ledger, states);
			const keys = [ownKey, ...states.map(keyOf)].filter((key) => key !== null);
			const asked = record([...new Set(keys)]);
			spending.mark();
			await asked;
			const wasInterrupted = (await known.get(ownKey ?? '')) ?? false;
			if (!isRetry) return { wasInterrupted, sentBefore: new Set() };
			const found = await Promise.all(states.map(async (state) => await known.get(keyOf(state))));
			return { wasInterrupted, sentBefore: new Set(states.filter((_, index) => found[index])) };
		},
		confirm: async () => {
			if (recorded.length > 0) await confirmProcessed(context, recorded);
		},
		forget: async (unsent, sent) => {
			// Only a Retry shares what it began with: with another Retry.
			if (!isRetry) return new Set(unsent);
			const needed = new Set(sent.map(keyOf));
			const keys = [...new Set(unsent.map(keyOf))];
			const unneeded = keys.filter((key) => recorded.includes(key) && !needed.has(key));
			for (const key of unneeded) known.delete(key); // a call of an agent that comes now records it again
			const isForgotten = await forgetProcessed(context, unneeded);
			const kept = recorded.filter((key) => !isForgotten || !unneeded.includes(key));
			for (const key of kept) known.set(key, Promise.resolve(false));
			return new Set(unsent.filter((state) => kept.includes(keyOf(state))));
		},
	};
}

const originSchema = z.object({ establishedAt: z.number() });

/**
 * What is recorded for each state of an order. Only a Retry looks for it: two executions can begin in the same
 * millisecond with the same orders. A Retry may begin without the ledger; then n8n 2 still knows when the first
 * execution began.
 */
function keysOf(
	context: IExecuteFunctions,
	{ began }: Ledger,
	states: string[],
): (state: string) => string {
	const { data } = originSchema.safeParse(context.getExecutionContext?.());
	const nameOf = states.length > MOST_SINGLE_ORDERS ? groupsOf(states) : (state: string) => state;
	return (state) => `${nameOf(state)} of ${data?.establishedAt ?? began}`;
}

/**
 * 64 groups, chosen by the first character of the fingerprint, and named after all that is in them, in the order of
 * the items, which is a part of each state too. An order that was edited changes the group that it leaves and the one
 * that it joins; all others are recognized.
 */
function groupsOf(states: string[]): (state: string) => string {
	const groupOf = new Map<string, string>();
	const groups = new Map<string, string[]>();
	for (const state of states) {
		const group = fingerprintOf(state).charAt(0);
		groupOf.set(state, group);
		const members = groups.get(group) ?? [];
		groups.set(group, members);
		members.push(state);
	}
	const names = new Map([...groups].map(([group, members]) => [group, fingerprintOf(members)]));
	return (state) => names.get(groupOf.get(state) ?? '') ?? state;
}
