import { presentTask } from '../../crun/task';
import { readTask } from '../../transport/readTask';
import { forEachItem, type Operation } from '../operation';
import { readSimplify, readTaskId } from '../readers';

export const get: Operation = {
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
