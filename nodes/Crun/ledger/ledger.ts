import { createHash } from 'node:crypto';
import type { IExecuteFunctions } from 'n8n-workflow';
import { z } from 'zod';
import { isTool } from '../wait/suspend';

const entrySchema = z.object({
	/** Of the request: only the same request takes an entry up again. */
	fingerprint: z.string(),
	/** The execution that sent it; a manual retry from the executions list is another one. */
	executionId: z.string(),
	/** Null while nobody knows whether a task exists: being sent, or its answer was lost. */
	taskId: z.string().nullable(),
	/** Path of the callback address that Crun was given, if any. */
	callbackPath: z.string().nullable(),
});
export type LedgerEntry = z.infer<typeof entrySchema>;

/**
 * What was sent to CreateTask and which files were uploaded, kept where n8n itself keeps it: in the node's context, which
 * survives the tries of Retry On Fail and the Retry of a failed execution. It is why a task is never paid twice.
 *
 * An entry belongs to a run and an item. A tool of an AI agent gets another run index with every try, so there it belongs
 * to the request itself: an agent that asks for the very same video again gets the same task.
 */
export interface Ledger {
	/** Is it certain that no task was created for this item so far, whatever it asked for? */
	isNew(itemIndex: number): boolean;
	/** The task that was last created for this item, whatever it asked for. An agent's calls have none: they are no items. */
	taskOf(itemIndex: number): string | undefined;
	/** What is known of this very request; undefined also when the item last asked for something else. */
	read(itemIndex: number, fingerprint: string): LedgerEntry | undefined;
	write(itemIndex: number, entry: Omit<LedgerEntry, 'executionId'>): void;
	remove(itemIndex: number, fingerprint: string): void;
	/** The address of a file that an earlier try has uploaded for this item. */
	readUpload(itemIndex: number, identity: string): string | undefined;
	writeUpload(itemIndex: number, identity: string, url: string): void;
	/** Credits approved so far in this execution by calls that belong together: those of an agent's tool. Else 0. */
	spent(): number;
	spend(credits: number): void;
	/**
	 * n8n itself crashed while, or after, an earlier execution ran this node: what that one created is not in this ledger,
	 * because n8n had not saved it.
	 */
	readonly interrupted: boolean;
	/** Was this entry written by an earlier execution, so that a person has decided to try again? */
	isFromEarlierExecution(entry: LedgerEntry): boolean;
}

const SPENT = 'crun tool spent';

/** Opens the ledger of this node. `$runIndex` keeps the rounds of a loop apart. */
export function openLedger(context: IExecuteFunctions): Ledger {
	const stored = context.getContext('node');
	const run = isTool(context) ? null : Number(context.evaluateExpression('{{ $runIndex }}', 0));
	const executionId = String(context.getExecutionId());
	const interrupted = wasInterrupted(context);
	const owner = (itemIndex: number) =>
		run === null ? 'crun tool' : `crun run ${run} item ${itemIndex}`;
	const keyOf = (itemIndex: number, fingerprint: string) =>
		run === null ? `${owner(itemIndex)} ${fingerprint}` : owner(itemIndex);
	const entryAt = (key: string) => entrySchema.safeParse(stored[key]).data;
	const fileKeyOf = (itemIndex: number, identity: string) => `${owner(itemIndex)} file ${identity}`;
	return {
		interrupted,
		isNew: (itemIndex) => run !== null && !interrupted && !(owner(itemIndex) in stored),
		taskOf: (itemIndex) =>
			run === null ? undefined : (entryAt(owner(itemIndex))?.taskId ?? undefined),
		read: (itemIndex, fingerprint) => {
			const entry = entryAt(keyOf(itemIndex, fingerprint));
			return entry?.fingerprint === fingerprint ? entry : undefined;
		},
		write: (itemIndex, entry) => {
			stored[keyOf(itemIndex, entry.fingerprint)] = { ...entry, executionId };
		},
		remove: (itemIndex, fingerprint) => {
			delete stored[keyOf(itemIndex, fingerprint)];
		},
		readUpload: (itemIndex, identity) => {
			const url: unknown = stored[fileKeyOf(itemIndex, identity)];
			return typeof url === 'string' ? url : undefined;
		},
		writeUpload: (itemIndex, identity, url) => {
			stored[fileKeyOf(itemIndex, identity)] = url;
		},
		spent: () => (run === null && typeof stored[SPENT] === 'number' ? stored[SPENT] : 0),
		spend: (credits) => {
			if (run === null)
				stored[SPENT] = (typeof stored[SPENT] === 'number' ? stored[SPENT] : 0) + credits;
		},
		isFromEarlierExecution: (entry) => entry.executionId !== executionId,
	};
}

const recoveredItemsSchema = z
	.array(z.object({ json: z.object({ isArtificialRecoveredEventItem: z.literal(true) }) }))
	.min(1);

/**
 * A Retry of an execution that n8n crashed in starts from the beginning. n8n marks it: the first run of the node before
 * ours is then not a real one, but rebuilt from n8n's event log (seen on 1.123.81 and 2.41.1).
 */
function wasInterrupted(context: IExecuteFunctions): boolean {
	if (context.getMode() !== 'retry') return false;
	try {
		const { previousNode } = context.getInputSourceData();
		return recoveredItemsSchema.safeParse(
			context.evaluateExpression(`{{ $(${JSON.stringify(previousNode)}).all(0, 0) }}`, 0),
		).success;
	} catch {
		return false; // no node before ours, or no first run of it: nothing was rebuilt
	}
}

/**
 * What makes two requests the same: the model, and what the user gave for it. Not the callback address, which carries the
 * time and the number of the execution; and not what was made of the user's input with facts that may be missing next time.
 */
export function fingerprintOf(model: string, given: unknown): string {
	return createHash('sha256')
		.update(JSON.stringify([model, given]))
		.digest('base64url');
}
