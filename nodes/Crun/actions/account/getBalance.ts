import { readBalance } from '../../transport/estimate';
import { forEachItem, type Operation } from '../operation';

export const getBalance: Operation = {
	execute: forEachItem({
		read: () => null,
		work: async (_, { client }) => ({ json: { balance: await readBalance(client) } }),
	}),
};
