import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import { WebhookContext } from 'n8n-core';
import { createRunExecutionData, type IExecuteData } from 'n8n-workflow';
import { z } from 'zod';
import { buildAdditionalData, type Execution } from '../../dev/n8n-core';
import { buildWorkflow } from '../../dev/n8n-core/workflow';
import type { Sim } from '../simulator/jobs';
import { costOf, type Cost } from '../support/cost';
import { createFromPhotos, photos } from './create';
import { clearTable, runCrun } from './crun';

/** An execution that waits, and the n8n that its tasks' callbacks reach. */
interface Suspended {
	execution: Execution;
	sim: Sim;
	base: string;
}

let suspended: Suspended | undefined;
let server: Promise<string> | undefined;

/** n8n's address for callbacks to suspended executions. */
async function listen(): Promise<string> {
	const http = createServer((request, response) => {
		answer(request, response).catch((error: unknown) => response.writeHead(500).end(String(error)));
	});
	await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
	const { port } = z.object({ port: z.number() }).parse(http.address());
	return `http://127.0.0.1:${port}/webhook-waiting`;
}

/** Runs an execution that creates tasks and is then suspended. */
export async function suspendExecution(sim: Sim, count: number): Promise<Cost> {
	await clearTable();
	const base = await (server ??= listen());
	const items = photos(count);
	return await costOf(async () => {
		const more = { resumeBaseUrl: base };
		const execution = await runCrun(sim, createFromPhotos('suspend'), items, more);
		if (!execution.waitTill) throw new Error('The execution was not suspended');
		suspended = { execution, sim, base };
	});
}

/** Calls back as Crun does. */
export async function callBackExecution(taskId: string, callbackUrl: string) {
	let status = 0;
	let text = '';
	const cost = await costOf(async () => {
		const response = await fetch(callbackUrl, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ task_id: taskId, status: 'success' }),
		});
		status = response.status;
		text = await response.text();
	});
	return { ...cost, status, answer: text };
}

/** Answers a callback with what the node's webhook() makes of it, as n8n does. */
async function answer(message: IncomingMessage, raw: ServerResponse): Promise<void> {
	if (!suspended) throw new Error('No execution is suspended');
	const { execution, sim, base } = suspended;
	const { pathname, searchParams } = new URL(message.url ?? '/', base);
	const body = await json(message);
	const query = Object.fromEntries(searchParams);
	const httpRequest = Object.assign(message, {
		originalUrl: message.url,
		path: pathname,
		query,
		body,
	});
	const httpResponse = Object.assign(raw, {
		status: (code: number) => Object.assign(httpResponse, { statusCode: code }),
		json: (value: unknown) => httpResponse.end(JSON.stringify(value)),
	});
	const { parameters } = execution.executeData.node;
	const { workflow, node, type } = buildWorkflow({ parameters });
	const [webhookDescription] = type.description.webhooks ?? [];
	if (!webhookDescription) throw new Error('The node has no webhook');
	const additionalData = buildAdditionalData(
		{ sim },
		{ executionId: execution.executionId, webhookWaitingBaseUrl: base, httpRequest, httpResponse },
	);
	const webhookData = {
		httpMethod: 'POST' as const,
		node: node.name,
		path: '',
		webhookDescription,
		workflowId: workflow.id,
		workflowExecuteAdditionalData: additionalData,
		isTest: false,
	};
	const stored = storedData(execution);
	const context = new WebhookContext(
		workflow,
		node,
		additionalData,
		'webhook',
		webhookData,
		[],
		stored,
	);
	const result = await type.webhook?.call(context);
	if (!result?.noWebhookResponse) raw.end(JSON.stringify(result?.webhookResponse ?? {}));
}

/** What n8n reads from its database. */
function storedData({ runData, executeData }: Execution) {
	const { node, ...rest } = executeData;
	const next: IExecuteData = { ...structuredClone(rest), node };
	const { contextData = {} } = runData.executionData ?? {};
	return createRunExecutionData({
		resumeToken: runData.resumeToken,
		executionData: { contextData: structuredClone(contextData), nodeExecutionStack: [next] },
	});
}
