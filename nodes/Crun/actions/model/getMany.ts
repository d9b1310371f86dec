import { findModels, withoutEmpty } from '../../crun/models';
import { filters, search } from '../../fields/model';
import { listModels } from '../../transport/models';
import { oncePerClient } from '../../transport/oncePerClient';
import { forEachItem, type Operation } from '../operation';
import { readLimit, readSimplify } from '../readers';

/** n8n shows an agent "" when there are no items, which it cannot tell from no answer. */
const NONE = { models: 0, message: 'No model matches. Try fewer or other words' };

/** Many items usually ask for the same list. */
const modelsOf = oncePerClient(listModels);

export const getMany: Operation = {
	execute: forEachItem({
		read: (parameters) => ({
			words: parameters.collection(filters).text(search),
			most: readLimit(parameters),
			isSimple: readSimplify(parameters),
		}),
		work: async ({ words, most, isSimple }, { client, isTool }) => {
			const found = findModels(await modelsOf(client), words).slice(0, most);
			if (isTool && found.length === 0) return { json: NONE };
			return found.map(({ model, raw }) => {
				if (isTool) return { json: withoutEmpty({ ...model }) };
				return { json: isSimple ? { ...model } : { ...raw } };
			});
		},
	}),
};
