import type { IncomingMessage, ServerResponse } from 'node:http';
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { asExpressRequest, asExpressResponse } from './express';
import type { Execution } from '../../../dev/n8n-core/execute';
import { listen } from './listen';
import { runWebhook, type WebhookNodeOptions } from './runWebhook';
import { buildWorkflow } from '../../../dev/n8n-core/workflow';

export interface WebhookOptions extends WebhookNodeOptions {
	/** The URL that n8n is configured with if it is behind a proxy, without a trailing slash. */
	publicUrl?: string;
}

/** The webhook of a node on a real HTTP server, as n8n serves it. */
export interface WebhookServer {
	/** The production URL of the webhook, as the editor shows it. */
	url: string;
	/** The URL of the server itself, behind the proxy of `publicUrl`. */
	localUrl: string;
	/** For `executeNode({resumeBaseUrl})`. */
	resumeBaseUrl: string;
	/**
	 * The items of every call that started or resumed the workflow, in order. Waits for calls in progress, and throws
	 * the errors of `webhook()`.
	 */
	emitted(): Promise<INodeExecutionData[][]>;
	/** The workflow's static data, read before each call and written after it. */
	staticData: IDataObject;
	/** Stores an execution as waiting. Before that, its resume URL answers 409; after that, it runs the webhook. */
	putToWait(execution: Execution): void;
	/** Stores an execution before n8n answers the call that starts it. Replace it to make that slow, or fail. */
	store: () => Promise<void>;
	stop(): Promise<void>;
}

/** Serves the webhook of `crunTrigger` (default) or of a waiting `crun` node on 127.0.0.1. */
export async function openWebhook({
	node = 'crunTrigger',
	...rest
}: WebhookOptions): Promise<WebhookServer> {
	const options = { ...rest, node };
	const emissions: INodeExecutionData[][] = [];
	const failures: unknown[] = [];
	const underWay = new Set<Promise<void>>();
	let suspended: Execution | undefined;
	let origin = '';

	const answer = async (message: IncomingMessage, raw: ServerResponse): Promise<unknown> => {
		const response = asExpressResponse(raw);
		const request = await asExpressRequest(message);
		if (request.body === undefined)
			return response.status(422).json({ message: 'Failed to parse request body' });
		const resumes = request.path.startsWith('/webhook-waiting/');
		const waiting = suspended; // two concurrent calls can both pass this check, as in n8n
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
			store: async () => await server.store(),
		});
		server.staticData = staticData ?? server.staticData;
		if (!items || (resumes && suspended !== waiting)) return undefined;
		if (resumes) suspended = undefined;
		return emissions.push(items);
	};

	const http = await listen((message, response) => {
		const call: Promise<void> = answer(message, response)
			.catch((error: unknown) => {
				failures.push(error);
				if (!response.headersSent)
					response.writeHead(500).end(JSON.stringify({ message: String(error) }));
			})
			.then(() => void underWay.delete(call));
		underWay.add(call);
	});
	origin = http.url;

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
		putToWait: (execution) => (suspended = execution),
		store: async () => await Promise.resolve(),
		stop: http.stop,
	};
	return server;
}
