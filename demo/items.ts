import { z } from 'zod';
import { failureOf, itemsOf, type ExecutionWithData, type Item } from '../dev/n8n/schemas';
import { NODES, PLATFORMS, type Platform } from './workflows';

const templateSchema = z.object({
	id: z.string(),
	name: z.string(),
	credits_from: z.number().nullable(),
});

/** The part of a task the demo shows. */
const taskSchema = z.object({
	task_id: z.string(),
	status: z.string(),
	credits: z.number().nullable(),
	video_url: z.string().nullable(),
	error: z.object({ message: z.string() }).nullable(),
});
export type Task = z.infer<typeof taskSchema>;

/** What the Crun Trigger gives out: a task that has ended. */
const resultSchema = taskSchema.extend({
	event: z.enum(['task.success', 'task.failed']),
	verified: z.boolean(),
});

const NAMES: Record<Platform, string> = { bytedance: 'ByteDance', vidu: 'Vidu' };
const SHOWN = 3;

/**
 * Says what each platform's list gave, one line per platform.
 * @throws Error when the execution failed or a list is empty.
 */
export function describeTemplates(execution: ExecutionWithData): string[] {
	return PLATFORMS.map((platform) => {
		const templates = itemsAfter(execution, NODES[platform].list).map(({ json }) =>
			templateSchema.parse(json),
		);
		if (templates.length === 0) throw new Error(`${NAMES[platform]} lists no templates`);
		const examples = templates
			.slice(0, SHOWN)
			.map(({ name, credits_from }) => `${name} (${price(credits_from)})`);
		return `${templates.length} ${NAMES[platform]} templates found: ${examples.join(', ')}${templates.length > SHOWN ? ', …' : ''}`;
	});
}

/**
 * The tasks a platform's create operation gave out, one for each template that was listed.
 * @throws Error when the execution failed or a task is missing.
 */
export function tasksOf(execution: ExecutionWithData, platform: Platform): Task[] {
	const wanted = itemsAfter(execution, NODES[platform].list).length;
	const tasks = itemsAfter(execution, NODES[platform].create).map(({ json }) =>
		taskSchema.parse(json),
	);
	if (tasks.length !== wanted)
		throw new Error(`${NODES[platform].create} gave ${tasks.length} items for ${wanted} templates`);
	return tasks;
}

/**
 * The finished tasks the Crun Trigger started an execution with.
 * @throws Error when it failed, or passed on what it had not checked at Crun.
 */
export function triggeredTasks(execution: ExecutionWithData): Task[] {
	return itemsAfter(execution, NODES.trigger).map(({ json }) => {
		const result = resultSchema.parse(json);
		if (!result.verified)
			throw new Error(
				`The Crun Trigger emitted task ${result.task_id} without having checked it at Crun`,
			);
		return result;
	});
}

/**
 * "video http://… (355.2 credits)"
 * @throws Error when the task did not end with a video.
 */
export function describeVideo({ task_id, status, video_url, credits, error }: Task): string {
	if (status !== 'success')
		throw new Error(
			`Task ${task_id} came out as "${status}": ${error?.message ?? 'no reason given'}`,
		);
	if (!video_url) throw new Error(`Task ${task_id} succeeded without a video`);
	return `video ${video_url} (${price(credits)})`;
}

/** "355.2 credits"; says so when Crun did not tell the price. */
function price(credits: number | null): string {
	return credits === null ? 'price unknown' : `${credits} credits`;
}

function itemsAfter(execution: ExecutionWithData, node: string): Item[] {
	const failure = failureOf(execution);
	if (failure) throw new Error(`Execution ${execution.id} failed. ${failure}`);
	return itemsOf(execution, node);
}
