import { presentTask } from '../../crun/task';
import { readTask } from '../../transport/readTask';
import { readSimplify, readTaskId, simplifyFields, taskId } from '../fields';
import { forEachItem, type Operation } from '../operation';

export const get: Operation = {
	fields: [taskId, ...simplifyFields],
	execute: forEachItem({
		read: (parameters) => ({
			id: readTaskId(parameters),
			isSimple: readSimplify(parameters),
		}),
		work: async ({ id, isSimple }, { client }) => ({
			json: { ...presentTask(await readTask(client, id), isSimple) },
		}),
	}),
};
