import { presentTask } from '../../crun/task';
import { readTask } from '../../transport/readTask';
import { readTaskId, taskId } from '../fields';
import { readSimplify, simplifyFields } from '../simplify';
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
