import { endpoints } from '../../nodes/Crun/crun/contract';
import type { Contact } from '../contact';
import { ok, refused } from '../crun/expectation';

const section = 'balance';
const endpoint = endpoints.balance;

/** @returns false if Crun cannot be reached, or rejects the key: then nothing else can be checked */
export async function checkBalance(contact: Contact): Promise<boolean> {
	const { outcome } = await contact.check({
		section,
		name: 'with the right key',
		endpoint,
		expect: ok,
	});
	const isRejected = outcome.kind === 'refused' && [401, 403].includes(outcome.code ?? 0);
	if (isRejected || (outcome.kind !== 'ok' && outcome.code === null)) return false;
	for (const key of ['wrong', 'none'] as const) {
		const name = key === 'wrong' ? 'with a wrong key' : 'without a key';
		await contact.check({ section, name, endpoint, key, expect: refused(401) });
	}
	return true;
}
