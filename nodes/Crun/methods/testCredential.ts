import type {
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	INodeCredentialTestResult,
} from 'n8n-workflow';
import { readAccount, type Account } from '../crun/account';
import { endpoints } from '../crun/contract';
import { explain } from '../crun/explain';
import { wholeText } from '../crun/problem';
import { classifyRead, type Answer } from '../crun/outcome';
import { readAnswer, readFailure, readResponse } from '../transport/answer';

const TIMEOUT_MS = 15_000; // a user is waiting for the result in the credential dialog

/**
 * Tests a Crun API credential by reading the balance. This is a function and not a declared request because only a
 * function can show Crun's message when a refusal comes as HTTP 200 with another code.
 */
export async function testCredential(
	this: ICredentialTestFunctions,
	credential: ICredentialsDecrypted,
): Promise<INodeCredentialTestResult> {
	try {
		const account = readAccount(credential.data);
		const answer = await requestBalance(this, account);
		const outcome = readAnswer(classifyRead, endpoints.balance, answer, account);
		if (outcome.kind === 'ok')
			return {
				status: 'OK',
				message: `Connected. The account has ${outcome.data.balance} credits.`,
			};
		return {
			status: 'Error',
			message: wholeText(explain(outcome, 'read the account balance')),
		};
	} catch (error) {
		return { status: 'Error', message: wholeText(error) };
	}
}

/** In a credential test, n8n offers no other HTTP helper than this one, which takes the older option names. */
async function requestBalance(
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
