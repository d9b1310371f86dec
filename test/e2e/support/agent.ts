import type { INode, INodeParameters } from 'n8n-workflow';
import type { WorkflowJson } from '../../../dev/n8n/workflows';
import { node } from './nodes';
import type { World } from './world';

export const AGENT = {
	start: 'Start',
	agent: 'Agent',
	model: 'Model',
	find: 'Find templates',
	make: 'Make video',
	check: 'Check task',
} as const;

/** A parameter that the model fills in. The model sees only these texts. */
const fromAi = (key: string, description: string, type = 'string') =>
	`={{ /*n8n-auto-generated-fromAI-override*/ $fromAI('${key}', \`${description}\`, '${type}') }}`;

const FIND: INodeParameters = {
	resource: 'template',
	operation: 'getMany',
	platform: 'bytedance',
	limit: 5,
	filters: { search: fromAi('search', 'A search term, such as birthday') },
};

const MAKE: INodeParameters = {
	resource: 'task',
	operation: 'createByteDance',
	templateId: { __rl: true, mode: 'id', value: fromAi('template_id', 'The ID of a template') },
	imageUrls: fromAi('photo_urls', 'The URLs of the photos, separated by commas'),
	resolution: fromAi('resolution', 'One of the resolutions of the template'),
	waitMode: 'suspend', // a tool cannot be suspended, so it polls instead
	options: { pollIntervalSeconds: 0.2, maxCredits: 400 },
};

const CHECK: INodeParameters = {
	resource: 'task',
	operation: 'get',
	taskId: fromAi('task_id', 'The task_id of a video'),
};

export interface AgentOptions {
	/** The user's message to the agent. */
	prompt: string;
	/** The credential of the chat model, and the model's URL. */
	model: { id: string; name: string; baseUrl: string };
	/** Additional parameters of "Make video". */
	make?: INodeParameters;
	/** Settings of "Make video", such as `retryOnFail`. */
	makeNode?: Partial<INode>;
}

/** A workflow with n8n's AI agent, whose tools are nodes of this package. */
export function agentWorkflow(
	{ credential }: World,
	{ prompt, model, make = {}, makeNode = {} }: AgentOptions,
): WorkflowJson {
	const tool = (name: string, parameters: INodeParameters, more: Partial<INode> = {}) =>
		node(name, 'n8n-nodes-crun.crunTool', parameters, {
			...more,
			credentials: { crunApi: { ...credential } },
		});
	const chat = {
		model: { __rl: true, mode: 'id', value: 'scripted' },
		responsesApiEnabled: false,
		options: { baseURL: model.baseUrl },
	};
	const nodes = [
		node(AGENT.start, 'n8n-nodes-base.manualTrigger'),
		node(
			AGENT.agent,
			'@n8n/n8n-nodes-langchain.agent',
			{ promptType: 'define', text: prompt, options: {} },
			{ typeVersion: 3 },
		),
		node(AGENT.model, '@n8n/n8n-nodes-langchain.lmChatOpenAi', chat, {
			typeVersion: 1.3,
			credentials: { openAiApi: { id: model.id, name: model.name } },
		}),
		tool(AGENT.find, FIND),
		tool(AGENT.make, { ...MAKE, ...make }, makeNode),
		tool(AGENT.check, CHECK),
	];
	const to = (name: string, type: 'main' | 'ai_tool' | 'ai_languageModel') => ({
		[type]: [[{ node: name, type, index: 0 }]],
	});
	const connections = {
		[AGENT.start]: to(AGENT.agent, 'main'),
		[AGENT.model]: to(AGENT.agent, 'ai_languageModel'),
		[AGENT.find]: to(AGENT.agent, 'ai_tool'),
		[AGENT.make]: to(AGENT.agent, 'ai_tool'),
		[AGENT.check]: to(AGENT.agent, 'ai_tool'),
	};
	return { name: 'Video agent', nodes, connections };
}
