import type { IExecuteFunctions } from 'n8n-workflow';
import { z } from 'zod';
import { isAgentTool } from '../n8n/agentTool';
import { isRetryAfterCrash } from './crashedExecution';

const entrySchema = z.object({
	/** Of the order: only the same order resumes an entry. */
	fingerprint: z.string(),
	/** The execution that sent the request; a Retry from the executions list is another execution. */
	executionId: z.string(),
	/** Null while the task is unconfirmed: the request is on its way, or its answer was lost. */
	taskId: z.string().nullable(),
	/** Path of the callback URL that Crun was given, if any. */
	callbackPath: z.string().nullable(),
});
export type LedgerEntry = z.infer<typeof entrySchema>;

/**
 * What was sent to CreateTask and which files were uploaded. It is the reason why a task is never paid for
 * twice. n8n keeps it in the node's context, which survives the attempts of Retry On Fail and the Retry of a
 * failed execution.
 *
 * An entry belongs to a run and an item. For a tool of an AI agent, n8n gives every attempt another run index,
 * so there an entry belongs to the order: an agent that asks for the very same video again gets the same task.
 */
export interface Ledger {
	/** Whether it is certain that no task was created for this item so far, whatever was ordered. */
	isNew(itemIndex: number): boolean;
	/** The task last created for this item, whatever was ordered. Undefined for an agent's calls: they are not items. */
	taskOf(itemIndex: number): string | undefined;
	/**
	 * The entry of this order; undefined also when the item ordered something else in an earlier execution. Within one
	 * execution nothing can have been edited, so there the entry counts whatever was ordered.
	 */
	read(itemIndex: number, fingerprint: string): LedgerEntry | undefined;
	write(itemIndex: number, entry: Omit<LedgerEntry, 'executionId'>): void;
	remove(itemIndex: number, fingerprint: string): void;
	/** The URL of a file that an earlier attempt uploaded for this item. */
	readUpload(itemIndex: number, identity: string): string | undefined;
	writeUpload(itemIndex: number, identity: string, url: string): void;
	/** Credits approved so far in this execution for all calls of an agent's tool; 0 outside of one. */
	spent(): number;
	/** @param credits negative to give back what was approved and then not spent */
	spend(credits: number): void;
	/**
	 * n8n itself crashed while or after an earlier execution ran this node. The tasks of that execution are not in this
	 * ledger, because n8n had not saved them.
	 */
	readonly lostByCrash: boolean;
	/** Whether an earlier execution wrote this entry, so that a person has decided to retry. */
	isFromEarlierExecution(entry: LedgerEntry): boolean;
}

const SPENT = 'crun tool spent';

/** Opens the ledger of this node. `$runIndex` keeps the rounds of a loop apart. */
export function openLedger(context: IExecuteFunctions): Ledger {
	const stored = context.getContext('node');
	const run = isAgentTool(context)
		? null
		: Number(context.evaluateExpression('{{ $runIndex }}', 0));
	const executionId = String(context.getExecutionId());
	const lostByCrash = isRetryAfterCrash(context);

	const ownerOf = (itemIndex: number) =>
		run === null ? 'crun tool' : `crun run ${run} item ${itemIndex}`;
	const keyOf = (itemIndex: number, fingerprint: string) =>
		run === null ? `${ownerOf(itemIndex)} ${fingerprint}` : ownerOf(itemIndex);
	const fileKeyOf = (itemIndex: number, identity: string) =>
		`${ownerOf(itemIndex)} file ${identity}`;
	const entryAt = (key: string) => entrySchema.safeParse(stored[key]).data;
	const spentSoFar = () => (typeof stored[SPENT] === 'number' ? stored[SPENT] : 0);

	return {
		lostByCrash,
		isNew: (itemIndex) => run !== null && !lostByCrash && !(ownerOf(itemIndex) in stored),
		taskOf: (itemIndex) =>
			run === null ? undefined : (entryAt(ownerOf(itemIndex))?.taskId ?? undefined),
		read: (itemIndex, fingerprint) => {
			const entry = entryAt(keyOf(itemIndex, fingerprint));
			const isThis = entry?.fingerprint === fingerprint || entry?.executionId === executionId;
			return isThis ? entry : undefined;
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
		spent: () => (run === null ? spentSoFar() : 0),
		spend: (credits) => {
			if (run === null) stored[SPENT] = spentSoFar() + credits;
		},
		isFromEarlierExecution: (entry) => entry.executionId !== executionId,
	};
}
