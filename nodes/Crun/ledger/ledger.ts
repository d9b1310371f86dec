import type { IExecuteFunctions } from 'n8n-workflow';
import { z } from 'zod';
import { isAgentTool } from '../n8n/agentTool';
import { openBudget, type Budget } from './budget';
import { isRetryAfterCrash } from './crashedExecution';
import { assetEntrySchema, entrySchema, type AssetEntry, type LedgerEntry } from './entry';

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
	/**
	 * Takes back what was written for this order. What the item had ordered before an edit counts again.
	 * @param before the entry to put in its place
	 */
	restore(itemIndex: number, fingerprint: string, before: LedgerEntry | undefined): void;
	/**
	 * What this ledger knew of the order when it was last sent, as text. It is the same in another Retry that knows as
	 * much, so two Retries that both send the order do so from the same state.
	 */
	stateOf(itemIndex: number, fingerprint: string): string;
	/**
	 * Notes that the order was not sent from this state, or was refused. A later execution sends it from the same state:
	 * another Retry may begin with it too, and only one of them may send the order.
	 * @param isKept the state stays recorded, so no other execution sends the order from it. Then a later one must not
	 * look for it, and sends the order from a state of its own.
	 */
	noteUnsent(itemIndex: number, fingerprint: string, state: string, isKept: boolean): void;
	/** The first of the executions that the ledger was saved by. */
	readonly began: string;
	/** The URL of a file that an earlier attempt uploaded for this item. */
	readUpload(itemIndex: number, identity: string): string | undefined;
	writeUpload(itemIndex: number, identity: string, url: string): void;
	/** The asset that an earlier attempt registered for this item. */
	readAsset(itemIndex: number, identity: string): AssetEntry | undefined;
	writeAsset(itemIndex: number, identity: string, assetId: string): void;
	/** Whether this run has begun to create tasks: all calls of an agent's tool in one execution are one run. */
	readonly spending: { readonly run: string; readonly isMarked: boolean; mark(): void };
	/** What counts towards Max Credits per Run: for an agent's tool, in all of its calls in this execution. */
	readonly budget: Budget;
	/**
	 * n8n itself crashed while or after an earlier execution ran this node. The tasks of that execution are not in this
	 * ledger, because n8n had not saved them.
	 */
	readonly lostByCrash: boolean;
	/** Whether a person has decided to run this again: it is a Retry from the executions list. */
	readonly isRetry: boolean;
	/** Whether an earlier execution wrote this entry, so that a person has decided to retry. */
	isFromEarlierExecution(entry: Pick<LedgerEntry, 'executionId'>): boolean;
	/** The same object in all calls of this node in this execution, and in no other process. */
	readonly execution: object;
	/** What an entry belongs to, as text. */
	keyOf(itemIndex: number, fingerprint: string): string;
}

const pastSchema = z.array(entrySchema).catch([]);

/** That an execution has not sent the order, and from which state. It counts until the entry of the order changes. */
const unsentSchema = z.object({
	fingerprint: z.string(),
	executionId: z.string(),
	state: z.string(),
	isKept: z.boolean().catch(true),
	/** The task that the item had nevertheless, or may have had, in the form of a state. */
	entry: z.string().nullable().catch(null),
});
/** The first execution: a Retry begins with what n8n saved of it. */
const BEGAN = 'crun began';

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
	const assetKeyOf = (itemIndex: number, identity: string) =>
		`${ownerOf(itemIndex)} asset ${identity}`;
	const runName = run === null ? 'tool' : String(run);
	const spendingKey = `crun spending ${runName}`;
	stored[BEGAN] ??= executionId;
	/** Each entry is read several times and changed never, so it is parsed once. */
	const parsed = new WeakMap<object, LedgerEntry | undefined>();
	const entryAt = (key: string): LedgerEntry | undefined => {
		const value: unknown = stored[key];
		if (typeof value !== 'object' || value === null) return undefined;
		if (!parsed.has(value)) parsed.set(value, entrySchema.safeParse(value).data);
		return parsed.get(value);
	};
	/** What the item ordered before it was edited, oldest first. */
	const pastKeyOf = (key: string) => `${key} past`;
	const pastAt = (key: string) =>
		pastKeyOf(key) in stored ? pastSchema.parse(stored[pastKeyOf(key)]) : [];

	const read = (itemIndex: number, fingerprint: string) => {
		const key = keyOf(itemIndex, fingerprint);
		const entry = entryAt(key);
		const isThis = entry?.fingerprint === fingerprint || entry?.executionId === executionId;
		return isThis ? entry : pastAt(key).find((one) => one.fingerprint === fingerprint);
	};
	const stateOfEntry = (itemIndex: number, fingerprint: string) => {
		const entry = read(itemIndex, fingerprint);
		if (!entry) return null;
		return `${ownerOf(itemIndex)} ${fingerprint} after ${entry.executionId} ${entry.taskId}`;
	};
	const unsentKeyOf = (itemIndex: number, fingerprint: string) =>
		`${ownerOf(itemIndex)} unsent ${fingerprint}`;

	return {
		budget: openBudget(run === null ? stored : {}),
		lostByCrash,
		isRetry: context.getMode() === 'retry',
		spending: {
			run: runName,
			isMarked: stored[spendingKey] === executionId,
			mark: () => {
				stored[spendingKey] = executionId;
			},
		},
		execution: stored,
		keyOf,
		isNew: (itemIndex) => run !== null && !lostByCrash && !(ownerOf(itemIndex) in stored),
		taskOf: (itemIndex) =>
			run === null ? undefined : (entryAt(ownerOf(itemIndex))?.taskId ?? undefined),
		read,
		write: (itemIndex, entry) => {
			const key = keyOf(itemIndex, entry.fingerprint);
			const last = entryAt(key);
			const past = [...pastAt(key), ...(last ? [last] : [])];
			const others = past.filter(({ fingerprint }) => fingerprint !== entry.fingerprint);
			if (others.length > 0 || pastKeyOf(key) in stored) stored[pastKeyOf(key)] = others;
			const written = { ...entry, executionId };
			parsed.set(written, written);
			stored[key] = written;
		},
		restore: (itemIndex, fingerprint, before) => {
			const key = keyOf(itemIndex, fingerprint);
			const past = pastAt(key);
			const last = before ?? past.pop();
			if (pastKeyOf(key) in stored) stored[pastKeyOf(key)] = past;
			if (last) stored[key] = last;
			else delete stored[key];
		},
		stateOf: (itemIndex, fingerprint) => {
			const owner = `${ownerOf(itemIndex)} ${fingerprint}`;
			const entry = stateOfEntry(itemIndex, fingerprint);
			const unsentKey = unsentKeyOf(itemIndex, fingerprint);
			if (!(unsentKey in stored)) return entry ?? `${owner} first`;
			const unsent = unsentSchema.safeParse(stored[unsentKey]).data;
			if (unsent?.fingerprint !== fingerprint || unsent.entry !== entry) {
				return entry ?? `${owner} first`;
			}
			return unsent.executionId === executionId || !unsent.isKept
				? unsent.state
				: `${owner} after ${unsent.executionId}`;
		},
		noteUnsent: (itemIndex, fingerprint, state, isKept) => {
			const entry = stateOfEntry(itemIndex, fingerprint);
			const unsent = { fingerprint, executionId, state, isKept, entry };
			stored[unsentKeyOf(itemIndex, fingerprint)] = unsent;
		},
		began: String(stored[BEGAN]),
		readUpload: (itemIndex, identity) => {
			const url: unknown = stored[fileKeyOf(itemIndex, identity)];
			return typeof url === 'string' ? url : undefined;
		},
		writeUpload: (itemIndex, identity, url) => {
			stored[fileKeyOf(itemIndex, identity)] = url;
		},
		readAsset: (itemIndex, identity) =>
			assetEntrySchema.safeParse(stored[assetKeyOf(itemIndex, identity)]).data,
		writeAsset: (itemIndex, identity, assetId) => {
			stored[assetKeyOf(itemIndex, identity)] = { assetId, executionId };
		},
		isFromEarlierExecution: (entry) => entry.executionId !== executionId,
	};
}
