import type { Outcome } from '../../nodes/Crun/crun/outcome';

/** A creation that should have been refused has cost credits, or may have. */
export function warnOfTask(outcome: Outcome<{ task_id: string }>): string | null {
	if (outcome.kind === 'ok')
		return `CRUN ACCEPTED THIS CREATION: task ${outcome.data.task_id} exists and costs credits`;
	return outcome.kind === 'unknown'
		? 'CRUN DID NOT CONFIRM whether it created a task: check the task list in the Crun console'
		: null;
}
