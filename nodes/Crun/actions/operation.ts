import {
	updateDisplayOptions,
	type IBinaryKeyData,
	type IDataObject,
	type IExecuteFunctions,
	type INodeProperties,
} from 'n8n-workflow';
import { DEFAULT_CONCURRENCY, openClient, type Client } from '../transport/client';
import { Pool } from '../transport/pool';

export interface Output {
	json: IDataObject;
	binary?: IBinaryKeyData;
}

/** What became of one input item. `taskId` names the task that exists for it by now, if any. */
export type ItemResult = { itemIndex: number; taskId?: string | undefined } & (
	| { output: Output[] }
	| { error: unknown }
);

/** One operation of the node: the fields it shows, and what it does with all input items. */
export interface Operation {
	fields: INodeProperties[];
	execute(context: IExecuteFunctions): Promise<ItemResult[]>;
}

/**
 * An operation that treats every item by itself, side by side. Without "continue on fail" nothing new is started once
 * an item has failed.
 */
export function forEachItem(
	work: (
		context: IExecuteFunctions,
		client: Client,
		itemIndex: number,
	) => Promise<Output | Output[]>,
): Operation['execute'] {
	return async (context) => {
		const signal = context.getExecutionCancelSignal();
		const client = await openClient(context, { signal });
		const turns = new Pool(DEFAULT_CONCURRENCY, signal);
		let failed = false;
		const indexes = context.getInputData().map((_, itemIndex) => itemIndex);
		const results = await Promise.all(
			indexes.map(
				async (itemIndex): Promise<ItemResult[]> =>
					await turns.run(async () => {
						if (failed && !context.continueOnFail()) return [];
						try {
							return [{ itemIndex, output: [await work(context, client, itemIndex)].flat() }];
						} catch (error) {
							failed = true;
							return [{ itemIndex, error }];
						}
					}),
			),
		);
		return results.flat();
	};
}

/** The fields of all operations of a resource, each shown only with its own operation. */
export function fieldsOf(
	resource: string,
	operations: Record<string, Operation>,
): INodeProperties[] {
	return Object.entries(operations).flatMap(([operation, { fields }]) =>
		updateDisplayOptions({ show: { resource: [resource], operation: [operation] } }, fields),
	);
}
