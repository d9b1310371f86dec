import { readTask } from '../../transport/readTask';
import { downloadResult } from '../../files/downloadResult';
import { maxSizeMb, outputBinaryField, simplify, taskId } from '../fields';
import { forEachItem, type Operation } from '../operation';
import { readBinaryName, readLimited, readTaskId } from '../parameters';
import { presentTask } from '../presentTask';

export const download: Operation = {
	fields: [
		taskId,
		{ ...outputBinaryField, required: true },
		simplify,
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add Option',
			default: {},
			options: [maxSizeMb],
		},
	],
	execute: forEachItem(async (context, client, itemIndex) => {
		const id = readTaskId(context, itemIndex);
		const field = readBinaryName(context.getNodeParameter('outputBinaryField', itemIndex, 'data'));
		const limit = readLimited(
			context.getNodeParameter('options', itemIndex, {}).maxSizeMb,
			maxSizeMb,
		);
		const reading = await readTask(client, id);
		const binary = await downloadResult(context, client, reading.task, { field, maxSizeMb: limit });
		return {
			json: presentTask(reading, context.getNodeParameter('simplify', itemIndex, true) === true),
			binary,
		};
	}),
};
