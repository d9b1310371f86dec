import { join } from 'node:path';
import type { Simulator } from '../dev/simulator';
import { describeTemplates } from './items';
import type { N8nRest } from '../dev/n8n/rest';
import { hasEnded } from '../dev/n8n/executions';
import type { CredentialReference } from './nodes';
import { report } from './report';
import { WAYS } from './resultWays';
import { catalogueWorkflow, NODES } from './workflows';

const LIST_WITHIN_MS = 120_000; // a complete catalogue takes about ten requests

/**
 * Creates videos and receives them in all three ways.
 * @throws Error with the reason if a step fails
 */
export async function createAndReceive(
	rest: N8nRest,
	n8nUrl: string,
	crun: Simulator,
): Promise<void> {
	const credential = await saveCredential(rest, 'Crun (simulator)', {
		apiKey: crun.apiKey,
		region: 'custom',
		baseUrl: crun.url,
	});
	const received: string[] = [];
	for (const show of WAYS)
		received.push(
			...(await show({ rest, n8nUrl, crun, credential })).map(({ task_id }) => task_id),
		);
	const created = crun.ledger.created.map(({ task_id }) => task_id);
	const notReceived = created.filter((taskId) => !received.includes(taskId));
	if (notReceived.length > 0)
		throw new Error(
			`No workflow received ${notReceived.length} of the tasks that Crun created: ${notReceived.join(', ')}`,
		);
	report(
		`${received.length} videos received, ${created.length} tasks charged: ${crun.ledger.charged()} credits`,
	);
}

/**
 * Lists the real catalogue with a real API key. Creates nothing.
 * @throws Error with the reason if a step fails
 */
export async function listCatalogue(rest: N8nRest, apiKey: string): Promise<void> {
	const credential = await saveCredential(rest, 'Crun', { apiKey, region: 'global' });
	const workflow = await rest.workflows.create(catalogueWorkflow(credential));
	const execution = await rest.workflows.run(workflow.id, NODES.start);
	report(`Workflow "${workflow.name}" is running`);
	for (const line of describeTemplates(
		await rest.executions.waitFor(execution, hasEnded, LIST_WITHIN_MS),
	))
		report(line);
	report('No task was created and nothing was charged');
}

/**
 * Saves a credential and tests it, as the editor does.
 * @throws Error with the message of the credential test if it fails
 */
async function saveCredential(
	rest: N8nRest,
	name: string,
	data: Record<string, string>,
): Promise<CredentialReference> {
	const credential = await rest.createCredential(name, 'crunApi', data);
	const test = await rest.testCredential({ ...credential, type: 'crunApi', data });
	if (test.status !== 'OK')
		throw new Error(`The credential "${name}" does not work: ${test.message}`);
	report(`Credential "${name}": ${test.message}`);
	return credential;
}

/** The log files. */
export function logFiles(logs: string) {
	return {
		build: join(logs, 'build.log'),
		n8n: join(logs, 'n8n.log'),
		simulator: join(logs, 'simulator.log'),
	};
}
