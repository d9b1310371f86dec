import type {
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	INodeCredentialTestResult,
} from 'n8n-workflow';
import { readAccount, type Account } from '../crun/account';
import { endpoints } from '../crun/contract';
import { explain } from '../crun/explain';
import { wholeText } from '../crun/problem';
import { redactOutcome } from '../crun/redact';
import { classifyRead, type Answer } from '../crun/outcome';
import { parserOf, readFailure, readResponse } from '../transport/answer';

const TIMEOUT_MS = 15_000; // somebody is watching the Save button

/**
 * Tests a Crun API credential by reading the balance. A function rather than a declared request, because only so can a
 * refusal that comes as HTTP 200 with another code be shown with Crun's own message.
 */
export async function testCredential(
	this: ICredentialTestFunctions,
	credential: ICredentialsDecrypted,
): Promise<INodeCredentialTestResult> {
	try {
		const account = readAccount(credential.data);
		const answer = await askBalance(this, account);
		const outcome = redactOutcome(
			classifyRead(answer, parserOf(endpoints.balance), Date.now()),
			account.apiKey,
		);
		if (outcome.kind === 'ok')
			return { status: 'OK', message: `Connected: ${outcome.data.balance} credits left` };
		return {
			status: 'Error',
			message: wholeText(explain(outcome, 'use this credential')),
		};
	} catch (error) {
		return { status: 'Error', message: wholeText(error) };
	}
}

/** n8n gives a credential test no other HTTP helper than this one; it takes the older option names. */
async function askBalance(
	{ helpers }: ICredentialTestFunctions,
	{ baseUrl, apiKey }: Account,
): Promise<Answer> {
	const { method, path } = endpoints.balance;
	const options = {
		method,
		uri: `${baseUrl}${path}`,
		headers: { 'x-api-key': apiKey },
		resolveWithFullResponse: true,
		simple: false,
		json: false,
		followRedirect: false,
		timeout: TIMEOUT_MS,
	};
	try {
		return readResponse(await helpers.request(options));
	} catch (error) {
		return readFailure(error);
	}
}
