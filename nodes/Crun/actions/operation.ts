import type { IBinaryKeyData, IDataObject, IExecuteFunctions } from 'n8n-workflow';
import type { FileContext } from '../files/binary';
import { openLedger, type Ledger } from '../ledger/ledger';
import { isAgentTool } from '../n8n/agentTool';
import { openClient, type Client } from '../transport/client';
import { DEFAULT_CONCURRENCY, Pool } from '../transport/pool';
import { parametersOf, type ParameterReader } from './parameters';

export interface Output {
	json: IDataObject;
	binary?: IBinaryKeyData;
}

/** How one input item ended. `taskId` names the task that exists for it by now, if any. */
export type ItemResult = { itemIndex: number; taskId?: string | undefined } & (
	| { kind: 'output'; output: Output[] }
	| { kind: 'error'; error: unknown }
);

/** How an operation ended for all input items. */
export type OperationResult =
	| { kind: 'done'; items: ItemResult[] }
	/** The execution is to be suspended, with these items stored until Crun's callbacks arrive or the deadline. */
	| { kind: 'suspend'; items: ItemResult[]; deadline: Date; resumeUrl: string };

/** One operation of the node: what it does with all input items. Its fields are in `fields/`. */
export interface Operation {
	/** Whether it creates tasks, so that executing it again would pay again. */
	creates?: true;
	execute(context: IExecuteFunctions): Promise<OperationResult>;
}

/** An operation that treats every item by itself: first its parameters are read, then its work is done. */
export interface ItemOperation<Given> {
	read(parameters: ParameterReader): Given;
	work(given: Given, tools: ItemTools): Promise<Output | Output[]>;
}

/** What the work on one item may use. Parameters are not among it: they have been read. */
export interface ItemTools {
	itemIndex: number;
	client: Client;
	/** For binary data. */
	files: FileContext;
	ledger: Ledger;
	/** Whether the node runs as a tool of an AI agent. */
	isTool: boolean;
}

/**
 * Runs an item operation for all items side by side. Unless the node continues on fail, nothing starts after a
 * failure.
 */
export function forEachItem<Given>({ read, work }: ItemOperation<Given>): Operation['execute'] {
	return async (context) => {
		const signal = context.getExecutionCancelSignal();
		const client = await openClient(context, { signal });
		const slots = new Pool(DEFAULT_CONCURRENCY, signal);
		const isTool = isAgentTool(context);
		const tools = { client, files: context, ledger: openLedger(context), isTool };
		let failed = false;
		const runItem = async (itemIndex: number): Promise<ItemResult[]> => {
			if (failed && !context.continueOnFail()) return [];
			try {
				const given = read(parametersOf(context, itemIndex));
				const output = [await work(given, { ...tools, itemIndex })].flat();
				return [{ kind: 'output', itemIndex, output }];
			} catch (error) {
				failed = true;
				return [{ kind: 'error', itemIndex, error }];
			}
		};
		const results = await Promise.all(
			context
				.getInputData()
				.map(async (_, itemIndex) => await slots.run(async () => await runItem(itemIndex))),
		);
		return { kind: 'done', items: results.flat() };
	};
}
