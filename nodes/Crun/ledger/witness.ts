import type { IExecuteFunctions } from 'n8n-workflow';
import { z } from 'zod';
import { confirmProcessed, recordProcessed } from '../n8n/processedTable';
import { fingerprintOf } from './fingerprint';
import type { Ledger } from './ledger';

/**
 * Whether this run is the first to create tasks. The ledger is saved when n8n saves the execution, so a process that
 * dies takes it along. What n8n writes at once is its deduplication table: a run that is recorded there, and whose
 * ledger does not know of it, was interrupted.
 */
export interface Witness {
	/**
	 * Records that this run is about to create tasks. Called before the first one is sent.
	 * @param fingerprints those of all orders
	 * @returns true when an earlier process was interrupted in this run, so that its tasks are unknown. False also where
	 * n8n's table cannot be used, which the log then says.
	 */
	wasInterrupted(fingerprints: string[]): Promise<boolean>;
	/** Makes sure that the record is still there. It takes a moment, and matters only to a later process. */
	confirm(): Promise<void>;
}

/** By execution and run: calls of an agent at the same time share one answer. */
const answers = new WeakMap<object, Map<string, Promise<boolean>>>();

export function openWitness(context: IExecuteFunctions, ledger: Ledger): Witness {
	const { spending, execution } = ledger;
	let recorded: string[] = [];

	const record = async (fingerprints: string[]): Promise<boolean> => {
		recorded = keysOf(context, spending.run, fingerprints);
		spending.mark();
		if (recorded.length === 0) return false;
		const before = await recordProcessed(context, recorded);
		return before !== null && before.size > 0;
	};

	return {
		wasInterrupted: async (fingerprints) => {
			const ofExecution = answers.get(execution) ?? new Map<string, Promise<boolean>>();
			answers.set(execution, ofExecution);
			const known = ofExecution.get(spending.run);
			if (known) return await known;
			if (spending.isMarked) return false;
			const answer = record(fingerprints);
			ofExecution.set(spending.run, answer);
			return await answer;
		},
		confirm: async () => {
			if (recorded.length > 0) await confirmProcessed(context, recorded);
		},
	};
}

const originSchema = z.object({ establishedAt: z.number() });

/**
 * What is the same when n8n runs this again: another worker of n8n 1 runs the same execution, and a Retry on n8n 2
 * keeps the time at which the first one began. Two executions can begin in the same millisecond, so what they order
 * counts as well.
 */
function keysOf(context: IExecuteFunctions, run: string, fingerprints: string[]): string[] {
	const executionId = context.getExecutionId();
	const origin = originSchema.safeParse(context.getExecutionContext?.());
	return [
		...(executionId ? [`run ${run} of ${executionId}`] : []),
		...(origin.success
			? [`run ${run} of ${origin.data.establishedAt} ${fingerprintOf(fingerprints)}`]
			: []),
	];
}
