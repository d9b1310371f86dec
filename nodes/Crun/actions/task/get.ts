import { presentTask } from '../../crun/task';
import { readTask } from '../../transport/readTask';
import { readTaskId, simplify, taskId } from '../fields';
import { forEachItem, type Operation } from '../operation';

export const get: Operation = {
	fields: [taskId, simplify],
	execute: forEachItem({
		read: (parameters) => ({
			id: readTaskId(parameters),
			isSimple: parameters.flag(simplify),
		}),
		work: async ({ id, isSimple }, { client }) => ({
			json: { ...presentTask(await readTask(client, id), isSimple) },
		}),
	}),
};
