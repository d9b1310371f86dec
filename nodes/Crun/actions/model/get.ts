import { presentModel } from '../../crun/models';
import { readModel } from '../../transport/models';
import { simplify } from '../fields';
import { forEachItem, type Operation } from '../operation';
import { model, readModelName } from '../task/fields/model';

export const get: Operation = {
	fields: [model, simplify],
	execute: forEachItem({
		read: (parameters) => ({
			name: readModelName(parameters),
			isSimple: parameters.flag(simplify),
		}),
		work: async ({ name, isSimple }, { client, isTool }) => {
			const { entry, fields } = await readModel(client, name);
			if (!isSimple) return { json: entry.raw };
			return { json: presentModel(entry.model, fields, isTool) };
		},
	}),
};
