import type { INodeProperties } from 'n8n-workflow';
import { findModels, withoutEmpty } from '../../crun/models';
import { listModels } from '../../transport/models';
import { oncePerClient } from '../../transport/oncePerClient';
import { readSimplify, simplifyFields } from '../simplify';
import { limit, readLimit, returnAll } from '../lists';
import { forEachItem, type Operation } from '../operation';

const search: INodeProperties = {
	displayName: 'Search',
	name: 'search',
	type: 'string',
	default: '',
	placeholder: 'e.g. text-to-video',
	description:
		'Words to find in the name of a model, in what it creates and how, and in its description',
};

const filters: INodeProperties = {
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	placeholder: 'Add Filter',
	default: {},
	options: [search],
};

/** n8n shows an agent "" when there are no items, which it cannot tell from no answer. */
const NONE = { models: 0, message: 'No model matches. Try fewer or other words' };

/** Many items usually ask for the same list. */
const modelsOf = oncePerClient(listModels);

export const getMany: Operation = {
	fields: [returnAll, limit, filters, ...simplifyFields],
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
