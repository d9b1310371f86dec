import { endpoints } from '../../nodes/Crun/crun/contract';
import { dataOf, type Contact } from '../contact';
import { ok } from '../crun/expectation';

/**
 * Reads the balance before or after something that may change it. The balance itself is not shown.
 * @param examine gets the balance in credits, and returns the differences
 * @returns credits, or undefined if it cannot be read
 */
export async function readBalance(
	contact: Contact,
	section: string,
	when: 'before' | 'after',
	examine: (balance: number) => Array<string | null> = () => [],
): Promise<number | undefined> {
	const { outcome } = await contact.check({
		section,
		name: `the balance ${when}`,
		endpoint: endpoints.balance,
		expect: ok,
		examine: ({ balance }) => examine(balance),
	});
	return dataOf(outcome)?.balance;
}
