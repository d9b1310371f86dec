import { presentModel } from '../../crun/models';
import { readModel } from '../../transport/models';
import { readSimplify, simplifyFields } from '../simplify';
import { forEachItem, type Operation } from '../operation';
import { model, readModelName } from '../task/fields/model';

export const get: Operation = {
	fields: [model, ...simplifyFields],
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
