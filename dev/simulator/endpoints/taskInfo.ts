import { endpoints } from '../../../nodes/Crun/crun/contract';
import { MESSAGES, invalid, ok, refuse } from '../answers';
import type { Handler } from '../world';
import { complaints } from './validation';

const NOT_FOUND = {
	http404: refuse(404, MESSAGES.taskNotFound),
	code404: { ...refuse(404, MESSAGES.taskNotFound), status: 200 },
	dataNull: ok(null),
};

/** One look at a task. */
export const taskInfo: Handler = ({ query }, { tasks, settings }) => {
	const parsed = endpoints.taskInfo.query.safeParse(query);
	if (!parsed.success) return invalid(complaints(parsed.error));
	const task = tasks.get(parsed.data.task_id);
	return task ? ok(task) : NOT_FOUND[settings.taskNotFound];
};
