import type { Client } from './client';

/**
 * Asks each question once for all items of an execution, which share a client: items that ask while the answer is on
 * its way, or later, get the same one. After a failure, the next item asks again.
 * @returns a function like `ask`
 */
export function oncePerClient<Args extends Array<string | number>, T>(
	ask: (client: Client, ...args: Args) => Promise<T>,
): (client: Client, ...args: Args) => Promise<T> {
	const answers = new WeakMap<Client, Map<string, Promise<T>>>();
	return async (client, ...args) => {
		const asked = answers.get(client) ?? new Map<string, Promise<T>>();
		answers.set(client, asked);
		const key = args.join(' ');
		const known = asked.get(key);
		if (known) return await known;
		const asking = ask(client, ...args);
		asked.set(key, asking);
		asking.catch(() => asked.delete(key)); // the error itself goes to whoever awaits the answer
		return await asking;
	};
}
