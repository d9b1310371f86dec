import { ExternalSecretsProxy } from 'n8n-core';
import type { ICredentialDataDecryptedObject, IWorkflowExecuteAdditionalData } from 'n8n-workflow';
import type { Simulator } from '../simulator';
import { CredentialsHelper, credentialFor } from './credentials';

/** The Crun account to use. */
export interface AccountOptions {
	sim: Pick<Simulator, 'apiKey' | 'url'>;
	/** Replaces fields of the simulator's own credential, for example `{ apiKey: 'wrong' }`. */
	credential?: ICredentialDataDecryptedObject;
}

const unavailable = (what: string) => async (): Promise<never> =>
	await Promise.reject(new Error(`${what} is not available in these tests`));

/** The additional data that n8n gives every context: URLs, and access to the credential. */
export function buildAdditionalData(
	{ sim, credential }: AccountOptions,
	more: Partial<IWorkflowExecuteAdditionalData> = {},
): IWorkflowExecuteAdditionalData {
	const base = 'http://localhost:5678';
	return {
		externalSecretsProxy: new ExternalSecretsProxy(),
		credentialsHelper: new CredentialsHelper({ ...credentialFor(sim), ...credential }),
		executeWorkflow: unavailable('executeWorkflow'),
		getRunExecutionData: unavailable('getRunExecutionData'),
		getRuntimeCredential: unavailable('getRuntimeCredential'),
		startRunnerTask: unavailable('startRunnerTask'),
		logAiEvent: () => undefined,
		currentNodeExecutionIndex: 0,
		variables: {},
		restApiUrl: `${base}/rest`,
		instanceBaseUrl: base,
		formBaseUrl: `${base}/form`,
		formWaitingBaseUrl: `${base}/form-waiting`,
		formTestBaseUrl: `${base}/form-test`,
		webhookBaseUrl: `${base}/webhook`,
		webhookWaitingBaseUrl: `${base}/webhook-waiting`,
		webhookTestBaseUrl: `${base}/webhook-test`,
		mcpBaseUrl: `${base}/mcp`,
		mcpTestBaseUrl: `${base}/mcp-test`,
		...more,
	};
}
