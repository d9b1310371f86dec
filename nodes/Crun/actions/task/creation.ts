import type { IExecuteFunctions } from 'n8n-workflow';
import { recordSchema, taskSchema, type CreateTaskRequest, type JsonObject } from '../../crun/contract';
import { explainCreation } from '../../crun/explain';
import { platforms, type PlatformName, type Template } from '../../crun/platforms';
import { Problem } from '../../crun/problem';
import { settle } from '../../crun/settle';
import { lookUp } from '../../transport/catalogue';
import { openClient, type Client } from '../../transport/client';
import type { TaskReading } from '../../transport/readTask';
import type { ItemResult, Operation } from '../operation';
import { readTemplateId } from '../parameters';
import { presentTask } from '../presentTask';
import { readImageUrls } from './imageFields';
import { readCallbackUrl } from './notify';

export interface TemplateChoice {
	id: string;
	images: string[];
	/** Null when Crun could not be asked: a broken catalogue must not stop paid work. */
	template: Template | null;
}

/** Builds one item's `input` for CreateTask from the platform's own fields. Throws a Problem for what the template does not take. */
export type BuildInput = (context: IExecuteFunctions, itemIndex: number, choice: TemplateChoice) => JsonObject;

/**
 * The execute of a create operation: every item is checked first, then the tasks are created side by side, each with
 * exactly one CreateTask. Without "continue on fail", a bad item means that nothing is created, and a failed creation
 * that no further one is started.
 */
export function createFromTemplate(platform: PlatformName, buildInput: BuildInput): Operation['execute'] {
	return async (context) => {
		const client = await openClient(context, { signal: context.getExecutionCancelSignal() });
		const look = lookUpOnce(client, platform);
		const prepare = async (itemIndex: number): Promise<CreateTaskRequest> => {
			const id = readTemplateId(context, itemIndex);
			const images = readImageUrls(context, itemIndex);
			const callbackUrl = readCallbackUrl(context, itemIndex, client.account.apiKey);
			const input = buildInput(context, itemIndex, { id, images, template: await look(id) });
			return { model: platforms[platform].model, input, ...(callbackUrl === undefined ? {} : { callback_url: callbackUrl }) };
		};
		const indexes = context.getInputData().map((_, itemIndex) => itemIndex);
		const prepared = await Promise.all(indexes.map(async (itemIndex) => await settle(async () => await prepare(itemIndex))));

		let stop = !context.continueOnFail() && prepared.some((one) => 'error' in one);
		const calledOff = new Problem('Not created, because another item failed');
		const results = prepared.map(async (one, itemIndex): Promise<ItemResult[]> => {
			if ('error' in one) return [{ itemIndex, error: one.error }];
			const created = await settle(async () => await create(client, one.value, () => {
				if (stop) throw calledOff;
			}));
			if ('value' in created) {
				const simplify = context.getNodeParameter('simplify', itemIndex, true) === true;
				return [{ itemIndex, taskId: created.value.task.task_id, output: [{ json: presentTask(created.value, simplify) }] }];
			}
			if (created.error === calledOff) return [];
			stop = !context.continueOnFail();
			return [{ itemIndex, error: created.error }];
		});
		return (await Promise.all(results)).flat();
	};
}

/** @returns the new task as far as it is known without asking again: the request it was made of, pending */
async function create(client: Client, request: CreateTaskRequest, beforeSending: () => void): Promise<TaskReading> {
	const outcome = await client.createTask(request, beforeSending);
	if (outcome.kind !== 'ok') throw explainCreation(outcome, client.account.apiKey);
	const task = taskSchema.parse({ task_id: outcome.data.task_id, status: 'pending', param: request });
	return { task, raw: recordSchema.parse(outcome.raw) };
}

/**
 * Looks each template up once for all items of this execution.
 * @returns the template, null when Crun could not be asked
 * @throws Problem when Crun has no such template
 */
function lookUpOnce(client: Client, platform: PlatformName): (id: string) => Promise<Template | null> {
	const asked = new Map<string, ReturnType<typeof lookUp>>();
	return async (id) => {
		const asking = asked.get(id) ?? lookUp(client, platform, id);
		asked.set(id, asking);
		const found = await asking;
		if (found instanceof Problem) return null;
		if (found === 'unknown') throw new Problem(`Crun has no ${platforms[platform].label} template with the ID "${id}": pick one from the list`);
		return found.template;
	};
}
