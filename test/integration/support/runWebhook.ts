import type { IncomingMessage, ServerResponse } from 'node:http';
import { WebhookContext } from 'n8n-core';
import {
	createRunExecutionData,
	deepCopy,
	type IDataObject,
	type INodeExecutionData,
	type IWebhookData,
	type WorkflowExecuteMode,
} from 'n8n-workflow';
import { buildAdditionalData, type AccountOptions } from '../../../dev/n8n-core/additionalData';
import type { Execution } from '../../../dev/n8n-core/execute';
import { buildWorkflow, type NodeOptions } from '../../../dev/n8n-core/workflow';
import { settle } from '../../../nodes/Crun/crun/settle';

export interface WebhookNodeOptions extends NodeOptions, AccountOptions {
	/** Default `webhook` (a production call); `manual` listens for a test event. */
	mode?: WorkflowExecuteMode;
}

interface WebhookRun extends WebhookNodeOptions {
	/** The base URL of n8n. */
	base: string;
	request: IncomingMessage;
	response: ServerResponse;
	/** The waiting execution that the call is meant to resume. */
	execution: Execution | undefined;
	/** Stores the execution that the call starts or resumes. */
	store: () => Promise<void>;
}

export interface WebhookOutcome {
	/** The items that start or resume the workflow; undefined if it does not run. */
	items?: INodeExecutionData[];
	/** Set if the node changed it. */
	staticData?: IDataObject;
}

/** Runs `webhook()` of a node in n8n-core's own context, and responds to the request as n8n does. */
export async function runWebhook(run: WebhookRun): Promise<WebhookOutcome> {
	const { base, request, response, execution, store, mode = 'webhook' } = run;
	// n8n stores the workflow with a waiting execution.
	const stored = execution && { parameters: execution.executeData.node.parameters };
	const { workflow, node, type } = buildWorkflow({ ...run, ...stored });
	const webhookDescription = type.description.webhooks?.[0];
	if (!webhookDescription) throw new Error('The node has no webhook');
	const additionalData = buildAdditionalData(run, {
		httpRequest: request,
		httpResponse: response,
		webhookBaseUrl: `${base}/webhook`,
		webhookTestBaseUrl: `${base}/webhook-test`,
		webhookWaitingBaseUrl: `${base}/webhook-waiting`,
		...(execution ? { executionId: execution.executionId } : {}),
	});
	const webhookData: IWebhookData = {
		httpMethod: 'POST',
		node: node.name,
		path: '',
		webhookDescription,
		workflowId: workflow.id,
		workflowExecuteAdditionalData: additionalData,
		isTest: mode === 'manual',
	};
	const context = new WebhookContext(
		workflow,
		node,
		additionalData,
		mode,
		webhookData,
		[],
		execution ? storedData(execution) : null,
	);
	const result = await type.webhook?.call(context);
	if (!result) throw new Error('The node has no webhook()');
	const items = result.workflowData?.[0];
	if (items) {
		const taken = await settle(store);
		if ('error' in taken) {
			response.writeHead(500).end(JSON.stringify({ message: String(taken.error) }));
			return {};
		}
	}
	if (!result.noWebhookResponse) {
		response.setHeader('content-type', 'application/json'); // throws after an answer of the node
		response.end(JSON.stringify(result.webhookResponse ?? { message: 'Workflow was started' }));
	}
	return {
		items,
		...(workflow.staticData.__dataChanged === true
			? { staticData: deepCopy(workflow.staticData) }
			: {}),
	};
}

/** The data that n8n reads from its database: the waiting node is next, with the stored items as its input. */
function storedData({ runData, executeData }: Execution) {
	const { contextData = {} } = runData.executionData ?? {};
	const { node, ...stored } = executeData; // the node itself comes from the workflow
	const nodeExecutionStack = [{ ...structuredClone(stored), node }];
	return createRunExecutionData({
		resumeToken: runData.resumeToken,
		executionData: { contextData: structuredClone(contextData), nodeExecutionStack },
	});
}
