import { Problem } from './problem';

/** The IDs of sample results begin with this. Crun's are UUIDs, so none of them does. */
export const SAMPLE_TASK_ID = 'sample-';

/** @throws Problem for the ID of a sample result: Crun knows nothing of it */
export function refuseSample(taskId: string): void {
	if (!taskId.startsWith(SAMPLE_TASK_ID)) return;
	throw new Problem(
		'This is the ID of a sample result',
		`No task was created for "${taskId}", so Crun has nothing to return for it. The sample itself is a finished task: use its video_url or its file. For a real task, remove the option Sample Result from the node that creates it.`,
	);
}
