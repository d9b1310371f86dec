import { z } from 'zod';
import { itemsOf, type ExecutionWithData } from '../../../dev/n8n/schemas';
import { AGENT, agentWorkflow, type AgentOptions } from './agent';
import { untilSuccess } from './executions';
import { startScriptedModel, type Reply, type ScriptedModel, type Turn } from './scriptedModel';
import type { CredentialReference, World } from './world';

/** An n8n AI agent whose model follows a script. */
export interface ScriptedAgent {
	readonly model: ScriptedModel;
	/** The saved credential for the model. */
	readonly credential: CredentialReference;
	/** Sends the agent a message. @returns its answer and the execution */
	ask(
		prompt: string,
		script: (turn: Turn) => Reply,
		options?: Partial<AgentOptions>,
	): Promise<{ output: string; execution: ExecutionWithData }>;
}

/** Starts a scripted model for the tests of a file. */
export function useScriptedAgent(world: World): ScriptedAgent {
	let model: ScriptedModel | undefined;
	let credential: CredentialReference = { id: '', name: '' };
	const started = (): ScriptedModel => {
		if (!model) throw new Error('The model has not been started');
		return model;
	};
	beforeAll(async () => {
		model = await startScriptedModel();
		credential = await world.rest.createCredential('Scripted model', 'openAiApi', {
			apiKey: 'none',
			url: model.baseUrl,
		});
	});
	afterAll(async () => await model?.stop());
	return {
		get model() {
			return started();
		},
		get credential() {
			return credential;
		},
		ask: async (prompt, script, options = {}) => {
			started().follow(script);
			const { id } = await world.rest.workflows.create(
				agentWorkflow(world, {
					prompt,
					model: { ...credential, baseUrl: started().baseUrl },
					...options,
				}),
			);
			const execution = await untilSuccess(
				world,
				await world.rest.workflows.run(id, AGENT.start),
				40_000,
			);
			const { output } = z
				.object({ output: z.string() })
				.parse(itemsOf(execution, AGENT.agent)[0]?.json);
			return { output, execution };
		},
	};
}

const templatesSchema = z.array(
	z.object({
		id: z.string(),
		name: z.string(),
		image_count: z.number().nullable(),
		resolutions: z.array(z.object({ resolution: z.string(), credits: z.number() })),
	}),
);
const tasksSchema = z.array(
	z.object({ task_id: z.string(), status: z.string(), video_url: z.string().nullable() }),
);
const errorsSchema = z.array(z.object({ error: z.string() }));

/** Reads a tool's answer, the only source of what the model uses. @throws ZodError if it does not match the schema */
const read = <T>(schema: z.ZodType<T, z.ZodTypeDef, unknown>, answer: string | undefined): T =>
	schema.parse(JSON.parse(answer ?? 'null'));
export const templatesIn = (answer: string | undefined) => read(templatesSchema, answer);
export const tasksIn = (answer: string | undefined) => read(tasksSchema, answer);
export const errorIn = (answer: string | undefined) =>
	read(errorsSchema, answer)
		.map(({ error }) => error)
		.join('; ');

/** The name that n8n assigned to a tool. */
export function toolNamed({ tools }: Turn, label: string): string {
	const found = tools.find(({ name }) => name.includes(label));
	if (!found) throw new Error(`The model has no tool "${label}"`);
	return found.name;
}

/** Finds birthday templates, makes a video with the first one and answers with the video's URL. */
export function makeOneVideo(photo: string): (turn: Turn) => Reply {
	return (turn) => {
		const [found, made] = turn.answers;
		if (found === undefined) return { uses: toolNamed(turn, 'Find'), with: { search: 'birthday' } };
		if (made !== undefined) return { says: `Here it is: ${tasksIn(made)[0]?.video_url}` };
		const [template] = templatesIn(found);
		return {
			uses: toolNamed(turn, 'Make'),
			with: {
				template_id: template?.id,
				photo_urls: photo,
				resolution: template?.resolutions[0]?.resolution,
			},
		};
	};
}
