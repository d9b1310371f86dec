import type { IHookFunctions } from 'n8n-workflow';
import { endpoints } from '../crun/contract';
import { explain } from '../crun/explain';
import { wholeText } from '../crun/problem';
import { inOneText, toNodeError } from '../n8n/errors';
import { openClient } from '../transport/client';

const ATTEMPTS = 2; // a person is watching the switch

/**
 * Proves the credential when the trigger is activated, since there is nothing to register at Crun. A refused
 * key fails the activation with Crun's words; an API that cannot be reached does not, because it may be back
 * when the callback arrives.
 */
export async function proveCredential(context: IHookFunctions): Promise<boolean> {
	const client = await openClient(context);
	const outcome = await client.read(endpoints.balance, undefined, { attempts: ATTEMPTS });
	if (outcome.kind === 'ok') return true;
	const problem = explain(outcome, 'activate the Crun Trigger');
	if (outcome.kind === 'refused') throw inOneText(toNodeError(context.getNode(), problem));
	context.logger.warn(
		`The Crun Trigger was activated without a check of its credential. ${wholeText(problem)}`,
	);
	return true;
}
