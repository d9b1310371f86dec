import { createTaskRequestSchema } from '../../../nodes/Crun/crun/contract';
import { MESSAGES, invalid, ok, refuse } from '../answers';
import type { Handler } from '../world';
import { models } from './models';
import { complaints, isHttpUrl } from './validation';

/** Checks everything, then creates and charges. */
export const createTask: Handler = ({ body }, { settings, catalogues, tasks }) => {
	const parsed = createTaskRequestSchema.safeParse(body);
	if (!parsed.success) return invalid(complaints(parsed.error));
	const { model, input, callback_url = null } = parsed.data;
	const check = models.get(model);
	if (!check) return invalid([`model: ${model} does not exist`]);
	const errors = callback_url !== null && !isHttpUrl(callback_url) ? ['callback_url: must be an http(s) URL'] : [];
	const verdict = check(input, catalogues);
	if ('errors' in verdict) return invalid([...errors, ...verdict.errors]);
	if (errors.length > 0) return invalid(errors);
	if (verdict.credits > settings.balance) return refuse(402, MESSAGES.insufficientCredits);
	const created = tasks.create({ model, input, callback_url, credits: verdict.credits });
	return { ...ok({ task_id: created.task_id }), created };
};
