import { createRequire } from 'node:module';
import type { INodeExecutionData, INodeType } from 'n8n-workflow';
import { z } from 'zod';
import type { Sim } from '../simulator/jobs';
import { runNode, type OtherNode } from './runNode';

type VersionedNode = new () => { currentVersion: number; getNodeType: () => INodeType };
const moduleSchema = z.object({
	HttpRequest: z.custom<VersionedNode>((value) => value instanceof Function),
});

let loaded: { type: INodeType; version: number } | undefined;

/** n8n's own node in the version that a new workflow gets. */
function httpRequest() {
	if (loaded) return loaded;
	const path = 'n8n-nodes-base/dist/nodes/HttpRequest/HttpRequest.node.js';
	const { HttpRequest } = moduleSchema.parse(createRequire(__filename)(path));
	const versions = new HttpRequest();
	loaded = { type: versions.getNodeType(), version: versions.currentVersion };
	return loaded;
}

/**
 * n8n's HTTP Request node as a user would set it up for Crun: the key is in a Header Auth credential, and the other
 * settings are n8n's defaults, with which it sends the requests of all items at once.
 */
export async function sendRequests(
	sim: Sim,
	items: INodeExecutionData[],
	request: { method: string; path: string; jsonBody?: string; query?: Record<string, string> },
): Promise<INodeExecutionData[]> {
	const { type, version } = httpRequest();
	const { method, path, jsonBody, query } = request;
	const parameters: OtherNode['parameters'] = {
		method,
		url: `${sim.url}${path}`,
		authentication: 'genericCredentialType',
		genericAuthType: 'httpHeaderAuth',
		...(query
			? {
					sendQuery: true,
					queryParameters: {
						parameters: Object.entries(query).map(([name, value]) => ({ name, value })),
					},
				}
			: {}),
		...(jsonBody === undefined
			? {}
			: { sendBody: true, contentType: 'json', specifyBody: 'json', jsonBody }),
		options: {},
	};
	const credential = { type: 'httpHeaderAuth', data: { name: 'x-api-key', value: sim.apiKey } };
	const node = { type, version, name: 'n8n-nodes-base.httpRequest', parameters, credential };
	return await runNode(node, sim, items);
}
