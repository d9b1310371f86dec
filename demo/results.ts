import { setTimeout as delay } from 'node:timers/promises';
import { describeCallback } from './simulator';
import { describeVideo, tasksOf, triggeredTasks, type Task } from './items';
import { hasEnded } from '../dev/n8n/executions';
import type { DemoContext } from './context';
import { report } from './report';
import type { Platform } from './workflows';

const CHECK_INTERVAL_MS = 250;
export const WITHIN_MS = 60_000; // the simulator takes a few seconds per task

/**
 * Waits for the end of an execution that waits for its videos itself, and reports them.
 * @throws Error if the execution or a task failed, or a task is missing
 */
export async function waitForVideos(
	{ rest }: DemoContext,
	executionId: string,
	platform: Platform,
): Promise<Task[]> {
	const tasks = tasksOf(await rest.executions.waitFor(executionId, hasEnded, WITHIN_MS), platform);
	for (const task of tasks) report(`   ${describeVideo(task)}`);
	return tasks;
}

/**
 * Waits until a workflow's Crun Trigger has emitted all of these tasks, and reports each of them.
 * @throws Error if an execution or a task failed, or a task was not emitted in time
 */
export async function waitForTrigger(
	{ rest, crun }: DemoContext,
	workflowId: string,
	taskIds: readonly string[],
): Promise<Task[]> {
	const deadline = Date.now() + WITHIN_MS;
	const seen = new Set<string>();
	const missing = new Set(taskIds);
	const results: Task[] = [];
	while (missing.size > 0) {
		const ended = (await rest.executions.list(workflowId)).filter(
			(execution) => hasEnded(execution) && !seen.has(execution.id),
		);
		for (const { id } of ended) {
			seen.add(id);
			for (const task of triggeredTasks(await rest.executions.get(id))) {
				if (!missing.delete(task.task_id))
					throw new Error(
						`The Crun Trigger emitted task ${task.task_id} twice, or the task is not from this demo`,
					);
				report(`   callback received, execution ${id} started: ${describeVideo(task)}`);
				results.push(task);
			}
		}
		if (missing.size > 0 && Date.now() >= deadline) {
			const each = [...missing].map(
				(taskId) => `task ${taskId} (${describeCallback(crun, taskId)})`,
			);
			throw new Error(
				`Not emitted by the Crun Trigger within ${WITHIN_MS / 1000} s: ${each.join(', ')}`,
			);
		}
		if (missing.size > 0) await delay(CHECK_INTERVAL_MS);
	}
	return results;
}
