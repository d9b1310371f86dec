import { z } from 'zod';
import { failureOf, itemsOf, type ExecutionWithData } from './n8n/schemas';
import { NODES, PLATFORMS, type Platform } from './workflows';

const templateSchema = z.object({ id: z.string(), name: z.string(), credits_from: z.number().nullable() });

/** The part of a task the demo shows. */
export const taskSchema = z.object({
	task_id: z.string(),
	status: z.string(),
	credits: z.number().nullable(),
	video_url: z.string().nullable(),
	error: z.object({ message: z.string() }).nullable(),
});

/** What the Crun Trigger gave out: a task that has ended. */
export const resultSchema = taskSchema.extend({ event: z.enum(['task.success', 'task.failed']), verified: z.boolean() });
export type TaskResult = z.infer<typeof resultSchema>;

const NAMES: Record<Platform, string> = { bytedance: 'ByteDance', vidu: 'Vidu' };
const SHOWN = 3;

/**
 * Says what each platform's list gave, one line per platform.
 * @throws Error when an execution failed or a list is empty.
 */
export function describeTemplates(execution: ExecutionWithData): string[] {
	throwIfFailed(execution);
	return PLATFORMS.map((platform) => {
		const templates = itemsOf(execution, NODES[platform].list).map(({ json }) => templateSchema.parse(json));
		if (templates.length === 0) throw new Error(`${NAMES[platform]} lists no templates`);
		const examples = templates.slice(0, SHOWN).map(({ name, credits_from }) => `${name} (${price(credits_from)})`);
		return `${templates.length} ${NAMES[platform]} templates found: ${examples.join(', ')}${templates.length > SHOWN ? ', …' : ''}`;
	});
}

/**
 * The tasks an execution created, one per platform.
 * @throws Error when it failed or a task is missing.
 */
export function createdTasks(execution: ExecutionWithData): Array<{ platform: string; taskId: string }> {
	throwIfFailed(execution);
	return PLATFORMS.map((platform) => {
		const [item] = itemsOf(execution, NODES[platform].create);
		if (!item) throw new Error(`${NODES[platform].create} gave no item`);
		return { platform: NAMES[platform], taskId: taskSchema.parse(item.json).task_id };
	});
}

/**
 * The finished tasks the Crun Trigger started an execution with.
 * @throws Error when it failed.
 */
export function triggeredResults(execution: ExecutionWithData): TaskResult[] {
	throwIfFailed(execution);
	return itemsOf(execution, NODES.trigger).map(({ json }) => resultSchema.parse(json));
}

/** "355.2 credits"; says so when Crun did not tell the price. */
export function price(credits: number | null): string {
	return credits === null ? 'price unknown' : `${credits} credits`;
}

function throwIfFailed(execution: ExecutionWithData): void {
	const failure = failureOf(execution);
	if (failure) throw new Error(`Execution ${execution.id} failed. ${failure}`);
}
