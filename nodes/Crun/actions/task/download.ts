import { presentTask } from '../../crun/task';
import { maxSizeMb } from '../../fields/files';
import { downloadOptions } from '../../fields/task/options';
import { downloadResult } from '../../files/downloadResult';
import { readTask } from '../../transport/readTask';
import { forEachItem, type Operation } from '../operation';
import { readOutputField, readSimplify, readTaskId } from '../readers';

export const download: Operation = {
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
