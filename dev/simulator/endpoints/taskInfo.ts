import { z } from 'zod';
import { MESSAGES, invalid, ok, refuse } from '../answers';
import { validationErrors } from '../api/validation';
import type { Handler } from '../world';

const querySchema = z.object({ task_id: z.string().min(1) }).strict();

const NOT_FOUND = {
	http404: refuse(404, MESSAGES.taskNotFound),
	code404: { ...refuse(404, MESSAGES.taskNotFound), status: 200 },
	dataNull: ok(null),
};

/** The current state of a task. */
export const taskInfo: Handler = ({ query }, { tasks, settings }) => {
	const parsed = querySchema.safeParse(query);
	if (!parsed.success) return invalid(validationErrors(parsed.error));
	const task = tasks.get(parsed.data.task_id);
	return task ? ok(task) : NOT_FOUND[settings.taskNotFound];
};
