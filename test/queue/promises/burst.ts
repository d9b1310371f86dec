import { randomUUID } from 'node:crypto';
import type { INode } from 'n8n-workflow';
import { endpoints } from '../../../nodes/Crun/crun/contract';
import type { CallableWorkflow } from '../../../dev/n8n/queue';
import { chains, node, webhookNode } from '../../e2e/support/nodes';
import { areFastEnough } from '../support/promises';
import { median, rateOf } from '../support/rate';
import { isShort, size } from '../support/size';
import { PUBLISH } from '../support/starts';
import { createTasksForTrigger } from '../support/tasks';
import type { QueueWorld } from '../support/world';

const TASKS = 60;
const ROUNDS = size(3, 1);
/** How often each callback is sent, at the same instant, where it is sent more than once. */
const COPIES = 3;
/** The most entries that the node keeps in n8n's deduplication table. */
const ENTRIES = 5_000;

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

/** Fills the row that a trigger has in n8n's deduplication table. */
async function fillTable({ cluster }: QueueWorld, workflowId: string): Promise<void> {
	await cluster.postgres.query(
		`UPDATE processed_data SET value = json_build_object('mode', 'entries', 'data', (SELECT json_agg(encode(decode(md5(n::text), 'hex'), 'base64')) FROM generate_series(1, ${ENTRIES}) n))::text WHERE "workflowId" = '${workflowId}'`,
	);
}

async function emptyTable({ cluster }: QueueWorld, workflowId: string): Promise<void> {
	await cluster.postgres.query(`DELETE FROM processed_data WHERE "workflowId" = '${workflowId}'`);
}

/** Does something several times at the same instant. */
const copied =
	<T>(call: (one: T) => Promise<unknown>) =>
	async (one: T) =>
		await Promise.all(Array.from({ length: COPIES }, async () => await call(one)));

export function describeBurst(world: QueueWorld): void {
	describe('when a burst of callbacks arrives', () => {
		it("starts workflows about as fast as n8n's Webhook node, with a full deduplication table too", async () => {
			const { crun } = world;
			crun.settings.callbacks = { times: 0 };
			crun.settings.balance = 1_000_000;
			const webhook = await importWebhookWorkflow(world);
			const built = await importWebhookWorkflow(world, lookUpNode(world));
			const { taskIds, triggerWorkflowId } = await createTasksForTrigger(
				world,
				TASKS * (3 * ROUNDS + 1), // the first round warms up
			);
			for (const taskId of taskIds) crun.tasks.finish(taskId, 'success');
			const remaining = [...taskIds];

			const post = (callUrl: string) => async (taskId: string) => {
				const body = JSON.stringify(crun.tasks.get(taskId));
				const headers = { 'content-type': 'application/json' };
				await fetch(callUrl, { method: 'POST', headers, body });
			};
			const tasks = taskIds.slice(0, TASKS);
			const trigger = async (call: (taskId: string) => Promise<unknown>) =>
				await rateOf(world, triggerWorkflowId, remaining.splice(0, TASKS), call);
			const contenders = {
				webhook: async () => await rateOf(world, webhook.id, tasks, post(webhook.callUrl)),
				built: async () => await rateOf(world, built.id, tasks, post(built.callUrl)),
				trigger: async () => {
					await emptyTable(world, triggerWorkflowId);
					return await trigger(crun.tasks.sendCallback);
				},
				triggerWithFullTable: async () => {
					await fillTable(world, triggerWorkflowId);
					return await trigger(crun.tasks.sendCallback);
				},
				webhookWithCopies: async () =>
					await rateOf(world, webhook.id, tasks, copied(post(webhook.callUrl)), COPIES),
				triggerWithCopies: async () => {
					await emptyTable(world, triggerWorkflowId);
					return await trigger(copied(crun.tasks.sendCallback));
				},
			};
			for (const name of ['webhook', 'built', 'trigger'] as const) await contenders[name]();
			const rates: Record<string, number[]> = {};
			for (let round = 0; round < ROUNDS; round += 1) {
				for (const [name, rate] of Object.entries(contenders)) {
					rates[name] = [...(rates[name] ?? []), await rate()];
				}
			}
			process.stderr.write(`Tasks per second: ${JSON.stringify(rates)}\n`);
			type Contender = keyof typeof contenders;
			const relative = (one: Contender, to: Contender) =>
				Math.round((median(rates[one] ?? []) / median(rates[to] ?? [])) * 100) / 100;
			const burst = `Tasks per second of the Crun Trigger in a burst of ${TASKS} tasks`;
			areFastEnough(world, [
				{
					compared: `${burst} whose callbacks arrive ${COPIES} times at the same instant, relative to n8n's Webhook node, which starts a workflow for each copy`,
					value: relative('triggerWithCopies', 'webhookWithCopies'),
					atLeast: isShort ? 0.5 : 0.8,
				},
				{
					compared: `${burst} whose callbacks arrive once, relative to n8n's Webhook and HTTP Request nodes, which look the task up`,
					value: relative('trigger', 'built'),
					atLeast: isShort ? 0.4 : 0.6,
				},
				{
					compared: `${burst} whose callbacks arrive once, relative to n8n's Webhook node, which looks nothing up`,
					value: relative('trigger', 'webhook'),
					atLeast: isShort ? 0.2 : 0.4,
				},
				{
					compared: `The same with ${ENTRIES.toLocaleString('en')} entries in n8n's deduplication table, relative to an empty one`,
					value: relative('triggerWithFullTable', 'trigger'),
					atLeast: isShort ? 0.3 : 0.5,
				},
			]);
		});
	});
}
