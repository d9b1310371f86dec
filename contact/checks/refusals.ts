import { endpoints } from '../../nodes/Crun/crun/contract';
import { sumCredits } from '../../nodes/Crun/crun/price';
import type { Contact } from '../contact';
import { refused } from '../crun/expectation';
import type { Known } from './free';
import { readBalance } from './readBalance';
import { refusals } from './refusalTable';
import { warnOfTask } from './warnOfTask';

const section = 'refusals';

/**
 * Sends creations that Crun must refuse, each once. Ends with the first one that Crun accepts, or may have accepted:
 * each further one could cost credits too.
 */
export async function checkRefusals(contact: Contact, known: Known): Promise<void> {
	const before = await readBalance(contact, section, 'before');
	if (before === undefined) {
		contact.addUnchecked({ section, name: 'all creations' }, 'the balance cannot be read');
		return;
	}
	for (const { name, body } of refusals(known)) {
		if (body === null) {
			contact.addUnchecked({ section, name }, 'the catalog has no template for it');
			continue;
		}
		const { outcome } = await contact.check({
			section,
			name,
			endpoint: endpoints.createTask,
			body,
			expect: refused(404, 422),
			warn: warnOfTask,
		});
		if (outcome.kind === 'ok' || outcome.kind === 'unknown') {
			contact.addUnchecked({ section, name: 'the other creations' }, 'they might cost credits');
			break;
		}
	}
	await readBalance(contact, section, 'after', (after) => [
		after === before
			? null
			: `The balance changed by ${sumCredits([after, -before])} credits. Another client of the account may have caused it.`,
	]);
}
