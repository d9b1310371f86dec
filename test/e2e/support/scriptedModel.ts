import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { z } from 'zod';

const messageSchema = z.object({ role: z.string(), content: z.unknown() });
const toolSchema = z.object({
	function: z.object({
		name: z.string(),
		description: z.string().optional(),
		parameters: z.record(z.unknown()).optional(),
	}),
});
const requestSchema = z.object({
	messages: z.array(messageSchema),
	tools: z.array(toolSchema).default([]),
	stream: z.boolean().optional(),
});

/** A tool as the model sees it. */
export type ShownTool = z.infer<typeof toolSchema>['function'];

/** One request to the model: the conversation so far, and the available tools. */
export interface Turn {
	/** The answers of the tools so far, oldest first, as the model receives them. */
	answers: string[];
	tools: ShownTool[];
}

/** The model's reply: a message, or a call of a tool. */
export type Reply = { says: string } | { uses: string; with: Record<string, unknown> };

/** A chat model whose replies are decided by the test. */
export interface ScriptedModel {
	/** The Base URL for n8n's OpenAI Chat Model. */
	readonly baseUrl: string;
	readonly turns: readonly Turn[];
	/** Sets the script for the replies from now on. */
	follow(script: (turn: Turn) => Reply): void;
	stop(): Promise<void>;
}

/** Starts a model on 127.0.0.1 with the part of OpenAI's chat API that n8n's chat model uses. */
export async function startScriptedModel(): Promise<ScriptedModel> {
	const turns: Turn[] = [];
	let decide: (turn: Turn) => Reply = () => ({ says: 'I have no script.' });
	const server = createServer((request, response) => {
		answer(request, (turn) => {
			turns.push(turn);
			return decide(turn);
		})
			.then((body) => send(response, 200, body))
			.catch((error: unknown) => send(response, 400, { error: { message: String(error) } }));
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const address = server.address();
	if (address === null || typeof address === 'string') throw new Error('The model has no port');
	return {
		baseUrl: `http://127.0.0.1:${address.port}/v1`,
		turns,
		follow: (script) => {
			decide = script;
			turns.length = 0;
		},
		stop: async () => {
			server.closeAllConnections();
			server.close();
			await once(server, 'close');
		},
	};
}

async function answer(request: IncomingMessage, decide: (turn: Turn) => Reply): Promise<unknown> {
	if (request.url?.endsWith('/models'))
		return { object: 'list', data: [{ id: 'scripted', object: 'model' }] };
	const chunks: Uint8Array[] = [];
	for await (const chunk of request) chunks.push(Buffer.from(chunk));
	const { messages, tools, stream } = requestSchema.parse(
		JSON.parse(Buffer.concat(chunks).toString('utf8')),
	);
	if (stream) throw new Error('The scripted model does not stream');
	const answers = messages
		.filter(({ role }) => role === 'tool')
		.map(({ content }) => (typeof content === 'string' ? content : JSON.stringify(content)));
	const reply = decide({ answers, tools: tools.map((tool) => tool.function) });
	const usage = { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 };
	return {
		id: 'scripted',
		object: 'chat.completion',
		created: 0,
		model: 'scripted',
		usage,
		choices: [choiceOf(reply, answers.length)],
	};
}

function choiceOf(reply: Reply, number: number): object {
	if ('says' in reply)
		return { index: 0, finish_reason: 'stop', message: { role: 'assistant', content: reply.says } };
	const call = {
		id: `call_${number}`,
		type: 'function',
		function: { name: reply.uses, arguments: JSON.stringify(reply.with) },
	};
	return {
		index: 0,
		finish_reason: 'tool_calls',
		message: { role: 'assistant', content: null, tool_calls: [call] },
	};
}

function send(response: ServerResponse, status: number, body: unknown): void {
	response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
