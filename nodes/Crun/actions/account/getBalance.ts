import { endpoints } from '../../crun/contract';
import { explain } from '../../crun/explain';
import { forEachItem, type Operation } from '../operation';

export const getBalance: Operation = {
	fields: [],
	execute: forEachItem(async (_context, client) => {
		const outcome = await client.read(endpoints.balance, undefined);
		if (outcome.kind !== 'ok') throw explain(outcome, 'read the balance', client.account.apiKey);
		return { json: { balance: outcome.data.balance } };
	}),
};
