import type { IExecuteFunctions } from 'n8n-workflow';
import type { TaskReading } from '../../crun/task';
import { downloadEarly, openDownloads } from '../../files/openDownloads';
import { isAgentTool } from '../../n8n/agentTool';
import { monotonicMs } from '../../n8n/monotonic';
import { openClient } from '../../transport/client';
import { pollTasks } from '../../wait/poll';
import type { ItemResult, Operation } from '../operation';
import { parametersOf } from '../parameters';
import { readSimplify, readTaskId } from '../readers';
import { presentWaited } from './presentWaited';
import { readWaitOptions } from './readers/options';

interface TaskToWaitFor {
	itemIndex: number;
	id: string;
	isSimple: boolean;
}

export const wait: Operation = {
	async execute(context) {
		const options = readWaitOptions(parametersOf(context, 0), !isAgentTool(context));
		const { concurrency, timeoutMs, intervalMs } = options;
		const signal = context.getExecutionCancelSignal();
		const client = await openClient(context, { concurrency, signal });
		const { tasks, failed } = readTasks(context);
		if (failed.length > 0 && !context.continueOnFail()) return { kind: 'done', items: failed };

		const deadline = monotonicMs() + timeoutMs;
		const awaited = tasks.map(({ id }) => ({ taskId: id, reading: null, ours: false }));
		const download = options.download && openDownloads(context, client, options.download);
		const onFinished = (reading: TaskReading) => downloadEarly(download, reading);
		const waited = await pollTasks(client, awaited, { deadline, intervalMs, signal, onFinished });
		const results = await Promise.all(
			tasks.map(async ({ itemIndex, isSimple }, index): Promise<ItemResult[]> => {
				const result = waited[index];
				if (!result) return [];
				const how = { ...options, download, simplify: isSimple };
				return [await presentWaited(itemIndex, result, how)];
			}),
		);
		return { kind: 'done', items: [...failed, ...results.flat()] };
	},
};

function readTasks(context: IExecuteFunctions): { tasks: TaskToWaitFor[]; failed: ItemResult[] } {
	const tasks: TaskToWaitFor[] = [];
	const failed: ItemResult[] = [];
	for (const itemIndex of context.getInputData().keys()) {
		try {
			const parameters = parametersOf(context, itemIndex);
			const id = readTaskId(parameters);
			tasks.push({ itemIndex, id, isSimple: readSimplify(parameters) });
		} catch (error) {
			failed.push({ kind: 'error', itemIndex, error });
		}
	}
	return { tasks, failed };
}
