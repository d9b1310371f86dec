import type { N8nVersion } from '../../../../dev/n8n/versions';
import type { WorkflowJson } from '../../../../dev/n8n/workflows';
import { untilSuccess } from '../executions';
import { fillExample, readExample } from '../examples';
import { startScriptedModel, type ScriptedModel } from '../scriptedModel';
import { startStandIn, type StandIn } from '../standIn';
import { untilTriggered } from '../trigger';
import { useWorld, type CredentialReference, type World } from '../world';
import { saveCredentials } from './credentials';
import { inAHurry, withSettings, type Settings } from './settings';

/** A workflow of the gallery, saved in n8n. */
export interface Installed {
	readonly id: string;
	/** The production URL of a trigger node; empty for a node without a webhook. */
	urlOf(node: string): string;
	/** Starts it at a Schedule or Manual Trigger, as the editor's button does, and waits until it has succeeded. */
	run(trigger: string): Promise<void>;
}

/** An n8n whose requests to the internet are answered by a stand-in, and the credentials for it. */
export interface Gallery {
	readonly world: World;
	readonly standIn: StandIn;
	/** The model behind every OpenAI chat model. */
	readonly model: ScriptedModel;
	/**
	 * Does what a user does with a file of the gallery: imports it, selects credentials, fills in the settings, and
	 * activates it if it has a trigger that waits for events.
	 * @param settings values of the node "Settings", by name
	 */
	install(file: string, settings: Settings, activates?: boolean): Promise<Installed>;
}

/** Provides a gallery to the tests of a `describe`. Everything is reset before each test. */
export function useGallery(version: N8nVersion): Gallery {
	const started: { standIn?: StandIn; model?: ScriptedModel } = {};
	let credentials: Record<string, CredentialReference> = {};
	const active: string[] = [];
	const world = useWorld(version, async () => {
		started.standIn = await startStandIn();
		return { ...started.standIn.env, GENERIC_TIMEZONE: 'UTC' };
	});
	const standIn = () => started.standIn ?? fail('the stand-in');
	const model = () => started.model ?? fail('the model');
	beforeAll(async () => {
		started.model = await startScriptedModel();
		credentials = await saveCredentials(world, standIn(), model());
	});
	beforeEach(() => {
		standIn().reset();
		world.crun.settings.taskTimings = { pendingMs: 20, runningMs: 300 };
	});
	afterEach(async () => {
		for (const id of active.splice(0)) await world.rest.workflows.deactivate(id);
		expect(standIn().unexpected).toEqual([]);
	});
	afterAll(async () => void (await Promise.all([standIn().stop(), model().stop()])));
	return {
		world,
		get standIn() {
			return standIn();
		},
		get model() {
			return model();
		},
		install: async (file, settings, activates = true) => {
			const filled = fillExample(world, await readExample(file), [[/REPLACE ME/, '']], credentials);
			const urlOf = (name: string) => urlOfNode(world, filled, name);
			const workflow = inAHurry(withSettings(filled, settings, urlOf));
			const { id } = await world.rest.workflows.create(workflow);
			if (activates) {
				await world.rest.workflows.activate(id);
				active.push(id);
			}
			const run = async (trigger: string) =>
				void (await untilSuccess(world, await world.rest.workflows.run(id, trigger)));
			return { id, urlOf, run };
		},
	};
}

function fail(what: string): never {
	throw new Error(`Not started: ${what}`);
}

/** Waits until a workflow has this number of executions and all of them have succeeded. */
export async function untilRuns({ world }: Gallery, { id }: Installed, count: number) {
	for (const execution of await untilTriggered(world, id, count))
		await untilSuccess(world, execution.id);
}

function urlOfNode({ n8n }: World, { nodes }: WorkflowJson, name: string): string {
	const node = nodes.find((one) => one.name === name);
	const id = node?.webhookId ?? '';
	return node?.type.endsWith('formTrigger')
		? `${n8n.url}/form/${id}`
		: `${n8n.url}/webhook/${id}/webhook`;
}
