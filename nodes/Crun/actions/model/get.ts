import { presentModel } from '../../crun/models';
import { readModel } from '../../transport/models';
import { forEachItem, type Operation } from '../operation';
import { readSimplify } from '../readers';
import { readModelName } from '../task/readers/model';

export const get: Operation = {
	execute: forEachItem({
		read: (parameters) => ({
			name: readModelName(parameters),
			isSimple: readSimplify(parameters),
		}),
		work: async ({ name, isSimple }, { client, isTool }) => {
			const { entry, fields } = await readModel(client, name);
			if (!isSimple) return { json: entry.raw };
			return { json: presentModel(entry.model, fields, isTool) };
		},
	}),
};
