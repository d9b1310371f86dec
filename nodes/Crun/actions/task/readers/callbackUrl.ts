import { isSigned, signCallbackUrl } from '../../../crun/callback';
import { callbackUrl, notify, triggerUrl } from '../../../fields/task/notify';
import type { ParameterReader } from '../../parameters';

/**
 * The callback URL of one item: that of a Crun Trigger signed, with the reference, and any other as it is.
 * @returns undefined when no notification is wanted
 * @throws Problem when it is not an http(s) URL, or too long with the reference
 */
export function readCallbackUrl(
	parameters: ParameterReader,
	apiKey: string,
	reference: string | undefined,
): string | undefined {
	switch (parameters.choice(notify, ['none', 'trigger', 'url'])) {
		case 'none':
			return undefined;
		case 'trigger':
			return signCallbackUrl(parameters.url(triggerUrl), apiKey, Date.now() / 1000, reference);
		case 'url':
			return parameters.url(callbackUrl);
	}
}

export const TEST_URL_HINT =
	'Trigger URL is a test URL. It receives callbacks only while the Crun Trigger is listening in the editor, for two minutes at most. Use the production URL before you publish the workflow.';

/** Whether this is the test URL of a Crun Trigger, which n8n serves only while the trigger is listening. */
export function isTestUrl(url: string | undefined): boolean {
	return url !== undefined && isSigned(url) && new URL(url).pathname.includes('/webhook-test/');
}
