import { setTimeout as delay } from 'node:timers/promises';
import { describeCallback } from './crun';
import { describeVideo, tasksOf, triggeredTasks, type Task } from './items';
import { hasEnded } from '../dev/n8n/executions';
import type { Stage } from './stage';
import { tell } from './timeline';
import type { Platform } from './workflows';

const LOOK_AGAIN_MS = 250;
export const WITHIN_MS = 60_000; // the simulator takes a few seconds per task

/**
 * Waits for an execution that itself waits for its videos, and tells of them.
 * @throws Error when it or a task failed, or a task is missing.
 */
export async function untilMade(
	{ rest }: Stage,
	executionId: string,
	platform: Platform,
): Promise<Task[]> {
	const tasks = tasksOf(await rest.executions.waitFor(executionId, hasEnded, WITHIN_MS), platform);
	for (const task of tasks) tell(`   ${describeVideo(task)}`);
	return tasks;
}

/**
 * Watches a workflow's executions until each of the tasks came through its Crun Trigger, and tells of each.
 * @throws Error when an execution or a task failed, or when in the end one has not come.
 */
export async function untilTriggered(
	{ rest, crun }: Stage,
	workflowId: string,
	taskIds: readonly string[],
): Promise<Task[]> {
	const deadline = Date.now() + WITHIN_MS;
	const seen = new Set<string>();
	const missing = new Set(taskIds);
	const results: Task[] = [];
	while (missing.size > 0) {
		const fresh = (await rest.executions.list(workflowId)).filter(
			(execution) => hasEnded(execution) && !seen.has(execution.id),
		);
		for (const { id } of fresh) {
			seen.add(id);
			for (const task of triggeredTasks(await rest.executions.get(id))) {
				if (!missing.delete(task.task_id))
					throw new Error(`The Crun Trigger emitted task ${task.task_id} twice, or it is not ours`);
				tell(`   callback received, execution ${id}: ${describeVideo(task)}`);
				results.push(task);
			}
		}
		if (missing.size > 0 && Date.now() >= deadline) {
			const each = [...missing].map(
				(taskId) => `task ${taskId} (${describeCallback(crun, taskId)})`,
			);
			throw new Error(
				`Not through the Crun Trigger within ${WITHIN_MS / 1000} s: ${each.join(', ')}`,
			);
		}
		if (missing.size > 0) await delay(LOOK_AGAIN_MS);
	}
	return results;
}
