import { randomUUID } from 'node:crypto';
import type { INode } from 'n8n-workflow';
import { endpoints } from '../../../nodes/Crun/crun/contract';
import type { CallableWorkflow } from '../../../dev/n8n/queue';
import { chains, node, webhookNode } from '../../e2e/support/nodes';
import { inParallel } from '../support/inParallel';
import { areFastEnough } from '../support/promises';
import { isMet } from '../support/settle';
import { isShort, size } from '../support/size';
import { PUBLISH } from '../support/starts';
import { createTasksForTrigger } from '../support/tasks';
import type { QueueWorld } from '../support/world';

const CALLS = size(100, 60);
const ROUNDS = size(3, 1);
/** Callbacks that are on their way at the same time. */
const AT_ONCE = 20;
const ENDED_WITHIN_MS = 120_000;
/** The most entries that the node keeps in n8n's deduplication table. */
const ENTRIES = 5_000;

type Contender = 'webhook' | 'built' | 'trigger' | 'full';

/** Saves and activates: n8n's Webhook node → Publish. With `then`, that node is between them. */
async function importWebhookWorkflow(
	{ cluster }: QueueWorld,
	...then: INode[]
): Promise<CallableWorkflow> {
	const path = randomUUID();
	const nodes = [webhookNode('Webhook', path), ...then, node(PUBLISH, 'n8n-nodes-base.noOp')];
	const id = await cluster.importAndActivate({
		name: 'Plain webhook',
		nodes,
		connections: chains(nodes.map(({ name }) => name)),
	});
	return { id, callUrl: `${cluster.url}/webhook/${path}` };
}

/** What people build without the Crun Trigger: the HTTP Request node asks Crun about the task. */
function lookUpNode({ crun, credential }: QueueWorld): INode {
	const url = `=${crun.url}${endpoints.taskInfo.path}?task_id={{ $json.body.task_id }}`;
	return node(
		'Look up',
		'n8n-nodes-base.httpRequest',
		{ url, authentication: 'predefinedCredentialType', nodeCredentialType: 'crunApi', options: {} },
		{ typeVersion: 4.2, credentials: { crunApi: { ...credential } } },
	);
}

async function succeeded({ cluster }: QueueWorld, workflowId: string): Promise<number> {
	const [[count] = []] = await cluster.postgres.query(
		`SELECT count(*) FROM execution_entity WHERE "workflowId" = '${workflowId}' AND status = 'success'`,
	);
	return Number(count);
}

/** Calls, and waits until n8n has executed a workflow for each call. @returns executions per second */
async function rateOf<T>(
	world: QueueWorld,
	workflowId: string,
	calls: readonly T[],
	call: (one: T) => Promise<unknown>,
): Promise<number> {
	const before = await succeeded(world, workflowId);
	const startedAt = performance.now();
	await inParallel(calls, AT_ONCE, call);
	const ended = async () => (await succeeded(world, workflowId)) - before;
	await isMet(async () => (await ended()) >= calls.length, ENDED_WITHIN_MS);
	const seconds = (performance.now() - startedAt) / 1000;
	expect(await ended()).toBe(calls.length);
	return calls.length / seconds;
}

/** Fills the row that a trigger has in n8n's deduplication table. */
async function fillTable({ cluster }: QueueWorld, workflowId: string): Promise<void> {
	await cluster.postgres.query(
		`UPDATE processed_data SET value = json_build_object('mode', 'entries', 'data', (SELECT json_agg(encode(decode(md5(n::text), 'hex'), 'base64')) FROM generate_series(1, ${ENTRIES}) n))::text WHERE "workflowId" = '${workflowId}'`,
	);
}

async function emptyTable({ cluster }: QueueWorld, workflowId: string): Promise<void> {
	await cluster.postgres.query(`DELETE FROM processed_data WHERE "workflowId" = '${workflowId}'`);
}

function median(values: readonly number[]): number {
	const sorted = [...values].sort((a, b) => a - b);
	return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

export function describeBurst(world: QueueWorld): void {
	describe('when a burst of callbacks arrives', () => {
		it("starts workflows about as fast as n8n's Webhook node, with a full deduplication table too", async () => {
			const { crun } = world;
			crun.settings.callbacks = { times: 0 };
			crun.settings.balance = 1_000_000;
			const webhook = await importWebhookWorkflow(world);
			const built = await importWebhookWorkflow(world, lookUpNode(world));
			const total = CALLS * (2 * ROUNDS + 1); // the first round warms up
			const { taskIds, triggerWorkflowId } = await createTasksForTrigger(world, total);
			for (const taskId of taskIds) crun.tasks.finish(taskId, 'success');

			const first = taskIds.slice(0, CALLS);
			const rateOfBuilt = async ({ id, callUrl }: CallableWorkflow) =>
				await rateOf(world, id, first, async (taskId) => {
					const body = JSON.stringify(crun.tasks.get(taskId));
					const headers = { 'content-type': 'application/json' };
					await fetch(callUrl, { method: 'POST', headers, body });
				});
			const remaining = [...taskIds];
			const rateOfTrigger = async () =>
				await rateOf(world, triggerWorkflowId, remaining.splice(0, CALLS), crun.tasks.sendCallback);

			const rates: Record<Contender, number[]> = { webhook: [], built: [], trigger: [], full: [] };
			await rateOfBuilt(webhook);
			await rateOfBuilt(built);
			await rateOfTrigger();
			for (let number = 0; number < ROUNDS; number += 1) {
				rates.webhook.push(await rateOfBuilt(webhook));
				rates.built.push(await rateOfBuilt(built));
				await emptyTable(world, triggerWorkflowId);
				rates.trigger.push(await rateOfTrigger());
				await fillTable(world, triggerWorkflowId);
				rates.full.push(await rateOfTrigger());
			}
			process.stderr.write(`Executions per second: ${JSON.stringify(rates)}\n`);
			const relative = (one: Contender, to: Contender) =>
				Math.round((median(rates[one]) / median(rates[to])) * 100) / 100;
			const burst = `Executions per second of the Crun Trigger in a burst of ${CALLS} callbacks`;
			areFastEnough(world, [
				{
					compared: `${burst}, relative to n8n's Webhook and HTTP Request nodes, which look the task up`,
					value: relative('trigger', 'built'),
					atLeast: isShort ? 0.5 : 0.8,
				},
				{
					compared: `${burst}, relative to n8n's Webhook node, which looks nothing up`,
					value: relative('trigger', 'webhook'),
					atLeast: isShort ? 0.2 : 0.4,
				},
				{
					compared: `The same with ${ENTRIES.toLocaleString('en')} entries in n8n's deduplication table, relative to an empty one`,
					value: relative('full', 'trigger'),
					atLeast: isShort ? 0.3 : 0.5,
				},
			]);
		});
	});
}
