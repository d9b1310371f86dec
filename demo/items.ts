import { z } from 'zod';
import { failureOf, itemsOf, type ExecutionWithData, type Item } from '../dev/n8n/schemas';
import { NODES, PLATFORMS, type Platform } from './workflows';

const templateSchema = z.object({
	id: z.string(),
	name: z.string(),
	credits_from: z.number().nullable(),
});

/** The fields of a task that the demo shows. */
const taskSchema = z.object({
	task_id: z.string(),
	status: z.string(),
	credits: z.number().nullable(),
	video_url: z.string().nullable(),
	error: z.object({ message: z.string() }).nullable(),
});
export type Task = z.infer<typeof taskSchema>;

/** An item of the Crun Trigger: a task that has ended. */
const triggerItemSchema = taskSchema.extend({
	event: z.enum(['task.success', 'task.failed']),
	verified: z.boolean(),
});

const NAMES: Record<Platform, string> = { bytedance: 'ByteDance', vidu: 'Vidu' };
const SHOWN = 3;

/**
 * Describes the templates that were listed, one line per platform.
 * @throws Error if the execution failed or a list is empty
 */
export function describeTemplates(execution: ExecutionWithData): string[] {
	return PLATFORMS.map((platform) => {
		const templates = itemsAfter(execution, NODES[platform].list).map(({ json }) =>
			templateSchema.parse(json),
		);
		if (templates.length === 0) throw new Error(`${NAMES[platform]} has no templates`);
		const examples = templates
			.slice(0, SHOWN)
			.map(({ name, credits_from }) => `${name} (${price(credits_from)})`);
		return `${templates.length} ${NAMES[platform]} templates found: ${examples.join(', ')}${templates.length > SHOWN ? ', …' : ''}`;
	});
}

/**
 * The tasks that a platform's create operation returned, one per listed template.
 * @throws Error if the execution failed or a task is missing
 */
export function tasksOf(execution: ExecutionWithData, platform: Platform): Task[] {
	const expected = itemsAfter(execution, NODES[platform].list).length;
	const tasks = itemsAfter(execution, NODES[platform].create).map(({ json }) =>
		taskSchema.parse(json),
	);
	if (tasks.length !== expected)
		throw new Error(
			`${NODES[platform].create} returned ${tasks.length} items for ${expected} templates`,
		);
	return tasks;
}

/**
 * The finished tasks that the Crun Trigger started an execution with.
 * @throws Error if the execution failed, or if a task was not verified with Crun
 */
export function triggeredTasks(execution: ExecutionWithData): Task[] {
	return itemsAfter(execution, NODES.trigger).map(({ json }) => {
		const result = triggerItemSchema.parse(json);
		if (!result.verified)
			throw new Error(
				`The Crun Trigger emitted task ${result.task_id} without verifying it with Crun`,
			);
		return result;
	});
}

/**
 * Describes a finished task: "video http://… (355.2 credits)".
 * @throws Error if the task did not end with a video
 */
export function describeVideo({ task_id, status, video_url, credits, error }: Task): string {
	if (status !== 'success')
		throw new Error(`Task ${task_id} ended as "${status}": ${error?.message ?? 'no reason given'}`);
	if (!video_url) throw new Error(`Task ${task_id} succeeded without a video`);
	return `video ${video_url} (${price(credits)})`;
}

/** The price as text: "355.2 credits". */
function price(credits: number | null): string {
	return credits === null ? 'price unknown' : `${credits} credits`;
}

function itemsAfter(execution: ExecutionWithData, node: string): Item[] {
	const failure = failureOf(execution);
	if (failure) throw new Error(`Execution ${execution.id} failed. ${failure}`);
	return itemsOf(execution, node);
}
