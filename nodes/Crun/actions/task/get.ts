import { simplify, taskId } from '../fields';
import { forEachItem, type Operation } from '../operation';
import { readTaskId } from '../parameters';
import { presentTask } from '../presentTask';
import { readTask } from '../../transport/readTask';

export const get: Operation = {
	fields: [taskId, simplify],
	execute: forEachItem(async (context, client, itemIndex) => {
		const id = readTaskId(context, itemIndex);
		return {
			json: presentTask(
				await readTask(client, id),
				context.getNodeParameter('simplify', itemIndex, true) === true,
			),
		};
	}),
};
