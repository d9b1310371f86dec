import { z } from 'zod';
import { id, lenient } from './parts';
import { paramSchema } from './task';

/** The body of a callback: the task, of which only the ID is certain to be there. */
export const reportSchema = z
	.object({
		task_id: lenient(id),
		taskId: lenient(id),
		status: lenient(z.string().trim().toLowerCase().min(1)),
		param: lenient(paramSchema),
		/** Where the task may be instead. */
		data: z.unknown().optional(),
		payload: z.unknown().optional(),
	})
	.transform(({ task_id, taskId, status, param, data, payload }) => ({
		taskId: task_id ?? taskId ?? null,
		status: status ?? null,
		model: param?.model ?? null,
		inner: [data, payload],
	}));
