import { join } from 'node:path';
import type { Simulator } from '../test/simulator';
import { describeCallback } from './crun';
import { createdTasks, describeTemplates } from './items';
import type { N8nRest } from './n8n/rest';
import { untilTriggered } from './results';
import { tell } from './timeline';
import { catalogueWorkflow, createWorkflow, NODES, resultWorkflow, triggerUrl, type CredentialReference } from './workflows';

const LIST_WITHIN_MS = 120_000; // a whole catalogue is about ten requests
const CREATE_WITHIN_MS = 60_000;
const RESULTS_WITHIN_MS = 60_000; // the simulator takes a few seconds per task

/**
 * Stores the credential and proves that it works, as the editor does on saving.
 * @throws Error with the credential test's own words when it fails.
 */
export async function storeCredential(rest: N8nRest, name: string, data: Record<string, string>): Promise<CredentialReference> {
	const credential = await rest.createCredential(name, 'crunApi', data);
	const test = await rest.testCredential({ ...credential, type: 'crunApi', data });
	if (test.status !== 'OK') throw new Error(`The credential "${name}" does not work: ${test.message}`);
	tell(`Credential "${name}": ${test.message}`);
	return credential;
}

/**
 * The main job: list, create from ByteDance and from Vidu, and get both results through a Crun Trigger.
 * @throws Error with the reason when a step fails.
 */
export async function createAndReceive(rest: N8nRest, n8nUrl: string, crun: Simulator): Promise<void> {
	const credential = await storeCredential(rest, 'Crun (simulator)', { apiKey: crun.apiKey, region: 'custom', baseUrl: crun.url });
	const result = await rest.workflows.create(resultWorkflow(credential));
	await rest.workflows.activate(result.id);
	tell(`Workflow "${result.name}" is active: its Crun Trigger listens at ${triggerUrl(n8nUrl)}`);

	const photo = `${crun.url}/media/photos/me.png`;
	const create = await rest.workflows.create(createWorkflow(credential, photo, triggerUrl(n8nUrl)));
	const execution = await rest.workflows.run(create.id, NODES.start);
	tell(`Workflow "${create.name}" is running`);
	const done = await rest.executions.waitFor(execution, undefined, CREATE_WITHIN_MS);
	for (const line of describeTemplates(done)) tell(line);
	const tasks = createdTasks(done);
	for (const { platform, taskId } of tasks) tell(`${platform} task created: ${taskId}`);
	const whatCrunDid = (taskId: string) => describeCallback(crun, taskId);
	await untilTriggered(rest.executions, result.id, tasks, { timeoutMs: RESULTS_WITHIN_MS, whatCrunDid });
	tell('Both results came through the Crun Trigger');
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
	for (const line of describeTemplates(await rest.executions.waitFor(execution, undefined, LIST_WITHIN_MS))) tell(line);
	tell('Nothing was created and nothing charged');
}

/** Where one looks after a failure. */
export function logFiles(logs: string) {
	return { build: join(logs, 'build.log'), n8n: join(logs, 'n8n.log'), simulator: join(logs, 'simulator.log') };
}
