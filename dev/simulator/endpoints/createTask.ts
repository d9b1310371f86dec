import { MESSAGES, invalid, ok, refuse } from '../answers';
import type { Handler } from '../world';
import { price } from './price';

/** Validates the request, then creates the task and charges for it. */
export const createTask: Handler = ({ body }, world) => {
	const task = price(body, world);
	if ('errors' in task) return invalid(task.errors);
	if (task.credits > world.settings.balance) return refuse(402, MESSAGES.insufficientCredits);
	const created = world.tasks.create(task);
	return { ...ok({ task_id: created.task_id }), created };
};
