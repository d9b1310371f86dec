import { setTimeout as delay } from 'node:timers/promises';
import { price, triggeredResults, type TaskResult } from './items';
import { hasEnded, type Executions } from './n8n/executions';
import { tell } from './timeline';

const LOOK_AGAIN_MS = 250;

/**
 * Watches a workflow's executions until each of the tasks came through its Crun Trigger, and tells of each.
 * @param whatCrunDid says for a task that does not come how far Crun got with it.
 * @throws Error when an execution or a task failed, or when after `timeoutMs` one has not come.
 */
export async function untilTriggered(
	executions: Executions,
	workflowId: string,
	tasks: ReadonlyArray<{ platform: string; taskId: string }>,
	{ timeoutMs, whatCrunDid }: { timeoutMs: number; whatCrunDid: (taskId: string) => string },
): Promise<void> {
	const deadline = Date.now() + timeoutMs;
	const seen = new Set<string>();
	const missing = new Map(tasks.map(({ platform, taskId }) => [taskId, platform]));
	while (missing.size > 0) {
		const fresh = (await executions.list(workflowId)).filter((execution) => hasEnded(execution) && !seen.has(execution.id));
		for (const { id } of fresh) {
			seen.add(id);
			for (const result of triggeredResults(await executions.get(id))) report(result, id, missing);
		}
		if (missing.size > 0 && Date.now() >= deadline) {
			const each = [...missing].map(([taskId, platform]) => `${platform} task ${taskId} (${whatCrunDid(taskId)})`);
			throw new Error(`Not through the Crun Trigger within ${timeoutMs / 1000} s: ${each.join(', ')}`);
		}
		if (missing.size > 0) await delay(LOOK_AGAIN_MS);
	}
}

function report(result: TaskResult, executionId: string, missing: Map<string, string>): void {
	const platform = missing.get(result.task_id);
	if (!platform) throw new Error(`The Crun Trigger emitted task ${result.task_id} twice, or it is not ours`);
	missing.delete(result.task_id);
	tell(`Callback received for ${platform} task ${result.task_id}: ${result.event}, execution ${executionId}`);
	if (result.event === 'task.failed') throw new Error(`${platform} task failed: ${result.error?.message ?? 'no reason given'}`);
	if (!result.verified) throw new Error(`${platform} task was emitted without having been checked at Crun`);
	if (!result.video_url) throw new Error(`${platform} task succeeded without a video`);
	tell(`  its video: ${result.video_url} (${price(result.credits)})`);
}
