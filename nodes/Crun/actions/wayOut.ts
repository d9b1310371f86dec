import { Problem, withSentence } from '../crun/problem';

/** A task that exists for an item whose error, or whose neighbor's error, ends the node. */
export interface ExistingTask {
	itemIndex: number;
	taskId: string;
}

/**
 * Adds to the error of a creation how to continue with the task that exists. In the editor, the obvious button is
 * "Execute step", which would pay again.
 * @param isTool whether an AI agent reads it: its next call with the same input continues with the task
 */
export function withWayOut(error: unknown, isTool: boolean): unknown {
	if (!(error instanceof Problem)) return error;
	const { taskId, taskEnded } = error.details;
	if (taskId === undefined) return error;
	if (isTool) {
		return taskEnded
			? error
			: withSentence(
					error,
					'Calling this again with exactly the same input continues with the task.',
				);
	}
	const sentence = taskEnded
		? PAYS_AGAIN
		: `${PAYS_AGAIN} To continue with task ${taskId}, use Task > Wait with its ID, or Retry in the executions list.`;
	return withSentence(error, sentence);
}

/** The sentences about the tasks of other items, which an error that ends the node must not hide. */
export function describeOthers(others: ExistingTask[], isTool: boolean): string {
	const list = others.map(({ itemIndex, taskId }) => `item ${itemIndex}: ${taskId}`).join(', ');
	const exist = `The tasks of other items exist and are not lost (${list}).`;
	if (isTool) return exist;
	return `${exist} Retry in the executions list continues with them. Executing this step again creates and pays for new ones.`;
}

const PAYS_AGAIN = 'Executing this step again creates and pays for a new task.';
