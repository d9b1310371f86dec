import { join } from 'node:path';
import type { Simulator } from '../dev/simulator';
import { describeTemplates } from './items';
import type { N8nRest } from '../dev/n8n/rest';
import { hasEnded } from '../dev/n8n/executions';
import type { CredentialReference } from './nodes';
import { tell } from './timeline';
import { WAYS } from './ways';
import { catalogueWorkflow, NODES } from './workflows';

const LIST_WITHIN_MS = 120_000; // a whole catalogue is about ten requests

/**
 * The main job, in all three ways of getting results.
 * @throws Error with the reason when a step fails.
 */
export async function createAndReceive(
	rest: N8nRest,
	n8nUrl: string,
	crun: Simulator,
): Promise<void> {
	const credential = await storeCredential(rest, 'Crun (simulator)', {
		apiKey: crun.apiKey,
		region: 'custom',
		baseUrl: crun.url,
	});
	const received: string[] = [];
	for (const play of WAYS)
		received.push(
			...(await play({ rest, n8nUrl, crun, credential })).map(({ task_id }) => task_id),
		);
	const created = crun.ledger.created.map(({ task_id }) => task_id);
	const surplus = created.filter((taskId) => !received.includes(taskId));
	if (surplus.length > 0)
		throw new Error(
			`Crun created ${surplus.length} tasks that no workflow got: ${surplus.join(', ')}`,
		);
	tell(
		`${received.length} videos came out, ${created.length} were paid: ${crun.ledger.charged()} credits`,
	);
}

/**
 * With a real API key: lists the real catalogue and creates nothing.
 * @throws Error with the reason when a step fails.
 */
export async function listCatalogue(rest: N8nRest, apiKey: string): Promise<void> {
	const credential = await storeCredential(rest, 'Crun', { apiKey, region: 'global' });
	const workflow = await rest.workflows.create(catalogueWorkflow(credential));
	const execution = await rest.workflows.run(workflow.id, NODES.start);
	tell(`Workflow "${workflow.name}" is running`);
	for (const line of describeTemplates(
		await rest.executions.waitFor(execution, hasEnded, LIST_WITHIN_MS),
	))
		tell(line);
	tell('Nothing was created and nothing charged');
}

/**
 * Stores the credential and proves that it works, as the editor does on saving.
 * @throws Error with the credential test's own words when it fails.
 */
async function storeCredential(
	rest: N8nRest,
	name: string,
	data: Record<string, string>,
): Promise<CredentialReference> {
	const credential = await rest.createCredential(name, 'crunApi', data);
	const test = await rest.testCredential({ ...credential, type: 'crunApi', data });
	if (test.status !== 'OK')
		throw new Error(`The credential "${name}" does not work: ${test.message}`);
	tell(`Credential "${name}": ${test.message}`);
	return credential;
}

/** Where one looks after a failure. */
export function logFiles(logs: string) {
	return {
		build: join(logs, 'build.log'),
		n8n: join(logs, 'n8n.log'),
		simulator: join(logs, 'simulator.log'),
	};
}
