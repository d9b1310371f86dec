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
	look: 'Look at task',
} as const;

/** A parameter that the model fills in; the texts are all it is told of it. */
const fromAi = (key: string, description: string, type = 'string') =>
	`={{ /*n8n-auto-generated-fromAI-override*/ $fromAI('${key}', \`${description}\`, '${type}') }}`;

const FIND: INodeParameters = {
	resource: 'template',
	operation: 'getMany',
	platform: 'bytedance',
	limit: 5,
	filters: { search: fromAi('search', 'A word to look for, such as birthday') },
};

const MAKE: INodeParameters = {
	resource: 'task',
	operation: 'createByteDance',
	templateId: { __rl: true, mode: 'id', value: fromAi('template_id', 'The id of a template') },
	imageUrls: fromAi('photo_urls', 'Addresses of the photos, separated by commas'),
	resolution: fromAi('resolution', 'One of the template’s resolutions'),
	waitMode: 'suspend', // a tool cannot be suspended: it polls
	options: { pollIntervalSeconds: 0.2, maxCredits: 400 },
};

const LOOK: INodeParameters = {
	resource: 'task',
	operation: 'get',
	taskId: fromAi('task_id', 'The task_id of a video'),
};

export interface AgentOptions {
	/** What the agent is asked. */
	prompt: string;
	/** The credential of the chat model, and where it is. */
	model: { id: string; name: string; baseUrl: string };
	/** Further parameters of "Make video". */
	make?: INodeParameters;
	/** Settings of "Make video", such as `retryOnFail`. */
	makeNode?: Partial<INode>;
}

/** A chat agent of n8n's own with this package's node as its tools. */
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
		tool(AGENT.look, LOOK),
	];
	const to = (name: string, type: 'main' | 'ai_tool' | 'ai_languageModel') => ({
		[type]: [[{ node: name, type, index: 0 }]],
	});
	const connections = {
		[AGENT.start]: to(AGENT.agent, 'main'),
		[AGENT.model]: to(AGENT.agent, 'ai_languageModel'),
		[AGENT.find]: to(AGENT.agent, 'ai_tool'),
		[AGENT.make]: to(AGENT.agent, 'ai_tool'),
		[AGENT.look]: to(AGENT.agent, 'ai_tool'),
	};
	return { name: 'Video agent', nodes, connections };
}
