import { settle } from '../../crun/settle';
import { openClient } from '../../transport/client';
import { pollTasks } from '../../wait/poll';
import { simplify, taskId } from '../fields';
import type { ItemResult, Operation } from '../operation';
import { readTaskId } from '../parameters';
import { waitOptions } from './fields/optionFields';
import { readOptions } from './fields/options';
import { deliver } from './results';

export const wait: Operation = {
	fields: [taskId, simplify, waitOptions],
	async execute(context): Promise<ItemResult[]> {
		const options = readOptions(context);
		const signal = context.getExecutionCancelSignal();
		const client = await openClient(context, { concurrency: options.concurrency, signal });
		const ids = await Promise.all(
			context
				.getInputData()
				.map(async (_, itemIndex) => await settle(async () => readTaskId(context, itemIndex))),
		);
		const bad = ids.flatMap((id, itemIndex): ItemResult[] =>
			'error' in id ? [{ itemIndex, error: id.error }] : [],
		);
		if (bad.length > 0 && !context.continueOnFail()) return bad;

		const tasks = ids.flatMap((id, itemIndex) =>
			'value' in id ? [{ itemIndex, taskId: id.value, reading: null, ours: false }] : [],
		);
		const waited = await pollTasks(client, tasks, {
			deadline: Date.now() + options.timeoutMs,
			intervalMs: options.intervalMs,
			signal,
		});
		const results = await Promise.all(
			tasks.map(async ({ itemIndex }, index): Promise<ItemResult[]> => {
				const result = waited[index];
				const simple = context.getNodeParameter('simplify', itemIndex, true) === true;
				return result
					? [await deliver({ context, client }, itemIndex, result, simple, options)]
					: [];
			}),
		);
		return [...bad, ...results.flat()];
	},
};
