import { readBalance } from '../../transport/estimate';
import { forEachItem, type Operation } from '../operation';

export const getBalance: Operation = {
	fields: [],
	execute: forEachItem(async (_context, client) => ({
		json: { balance: await readBalance(client) },
	})),
};
