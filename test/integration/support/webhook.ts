import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { asExpressRequest, asExpressResponse } from './express';
import type { Execution } from './execute';
import { runWebhook, type WebhookNodeOptions } from './runWebhook';
import { buildWorkflow } from './workflow';

export interface WebhookOptions extends WebhookNodeOptions {
	/** Where n8n believes to be reachable, if not where the server is: a proxy in front of it. Without a slash at the end. */
	publicUrl?: string;
}

/** A node's webhook behind a real HTTP server, as n8n serves it. */
export interface WebhookServer {
	/** Production URL of the node's webhook, as the editor shows it. */
	url: string;
	/** Where the server really is, e.g. behind the proxy of `publicUrl`. */
	localUrl: string;
	/** For `executeNode({resumeBaseUrl})`. */
	resumeBaseUrl: string;
	/**
	 * The items of every call that started the workflow (or resumed it), in order. Waits for calls under way, and throws
	 * what a node's `webhook()` threw.
	 */
	emitted(): Promise<INodeExecutionData[][]>;
	/** What n8n has stored; read before each call and written after it. */
	staticData: IDataObject;
	/** Stores an execution as waiting: until then its resume URL answers 409, afterwards the node's webhook runs. */
	park(execution: Execution): void;
	stop(): Promise<void>;
}

/** Serves the webhook of `crunTrigger` (default) or of a waiting `crun` node on 127.0.0.1, for any number of calls. */
export async function openWebhook({
	node = 'crunTrigger',
	...rest
}: WebhookOptions): Promise<WebhookServer> {
	const options = { ...rest, node };
	const emissions: INodeExecutionData[][] = [];
	const failures: unknown[] = [];
	const underWay = new Set<Promise<void>>();
	let parked: Execution | undefined;
	let origin = '';

	const answer = async (message: IncomingMessage, raw: ServerResponse): Promise<unknown> => {
		const response = asExpressResponse(raw);
		const request = await asExpressRequest(message);
		if (request.body === undefined)
			return response.status(422).json({ message: 'Failed to parse request body' });
		const resumes = request.path.startsWith('/webhook-waiting/');
		const waiting = parked; // two calls at once can both get past this, as in n8n
		if (resumes) {
			const token = waiting?.runData.resumeToken;
			if (!waiting?.waitTill)
				return response.status(409).json({ message: 'The execution is not waiting' });
			if (token !== undefined && request.query.signature !== token)
				return response.status(401).json({ error: 'Invalid signature' });
		}
		const base = options.publicUrl ?? origin;
		const { items, staticData } = await runWebhook({
			...options,
			staticData: server.staticData,
			base,
			request,
			response,
			execution: resumes ? waiting : undefined,
		});
		server.staticData = staticData ?? server.staticData;
		if (!items || (resumes && parked !== waiting)) return undefined;
		if (resumes) parked = undefined;
		return emissions.push(items);
	};

	const http = createServer((message, response) => {
		const call: Promise<void> = answer(message, response)
			.catch((error: unknown) => {
				failures.push(error);
				if (!response.headersSent)
					response.writeHead(500).end(JSON.stringify({ message: String(error) }));
			})
			.then(() => void underWay.delete(call));
		underWay.add(call);
	});
	await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
	const address = http.address();
	if (address === null || typeof address === 'string')
		throw new Error('The webhook server has no port');
	origin = `http://127.0.0.1:${address.port}`;

	const { workflow, node: described, type } = buildWorkflow(options);
	const path = type.description.webhooks?.[0]?.path ?? '';
	const server: WebhookServer = {
		url: `${options.publicUrl ?? origin}/webhook/${described.webhookId ?? workflow.id}/${path}`,
		localUrl: origin,
		resumeBaseUrl: `${options.publicUrl ?? origin}/webhook-waiting`,
		emitted: async () => {
			while (underWay.size > 0) await Promise.all(underWay);
			if (failures.length > 0) throw failures[0];
			return emissions;
		},
		staticData: options.staticData ?? {},
		park: (execution) => (parked = execution),
		stop: async () =>
			await new Promise<void>((resolve) => {
				http.close(() => resolve());
				http.closeAllConnections();
			}),
	};
	return server;
}
