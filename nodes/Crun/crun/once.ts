/**
 * Asks for each key once and shares the answer, also while it is on its way.
 * @returns a function like `ask`
 */
export function once<T>(ask: (key: string) => Promise<T>): (key: string) => Promise<T> {
	const asked = new Map<string, Promise<T>>();
	return async (key) => {
		const asking = asked.get(key) ?? ask(key);
		asked.set(key, asking);
		return await asking;
	};
}
