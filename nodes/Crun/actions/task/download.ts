import { presentTask } from '../../crun/task';
import { downloadResult } from '../../files/downloadResult';
import { readTask } from '../../transport/readTask';
import { maxSizeMb, outputBinaryField, readOutputField, readTaskId, taskId } from '../fields';
import { readSimplify, simplifyFields } from '../simplify';
import { forEachItem, type Operation } from '../operation';
import { downloadOptions } from './fields/options';

export const download: Operation = {
	fields: [taskId, { ...outputBinaryField, required: true }, ...simplifyFields, downloadOptions],
	execute: forEachItem({
		read: (parameters) => ({
			id: readTaskId(parameters),
			target: {
				field: readOutputField(parameters),
				maxSizeMb: parameters.collection(downloadOptions).number(maxSizeMb),
			},
			isSimple: readSimplify(parameters),
		}),
		work: async ({ id, target, isSimple }, { client, files }) => {
			const reading = await readTask(client, id);
			const binary = await downloadResult(files, client, reading.task, target);
			return { json: { ...presentTask(reading, isSimple) }, binary };
		},
	}),
};
