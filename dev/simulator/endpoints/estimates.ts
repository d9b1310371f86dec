import { MESSAGES, invalid, ok, refuse } from '../answers';
import type { Handler } from '../world';
import { price } from './price';

/** The newer estimate: what CreateTask would charge, and whether the balance covers it. Creates nothing. */
export const estimateTask: Handler = ({ body }, world) => {
	const { balance, estimates } = world.settings;
	if (estimates !== 'both') return refuse(404, MESSAGES.notFound);
	const task = price(body, world);
	if ('errors' in task) return invalid(task.errors);
	return ok({ estimated_credits: task.credits, balance, affordable: task.credits <= balance });
};

/** The older estimate: the price only. */
export const estimateCredits: Handler = ({ body }, world) => {
	if (world.settings.estimates === 'none') return refuse(404, MESSAGES.notFound);
	const task = price(body, world);
	return 'errors' in task ? invalid(task.errors) : ok({ credits: task.credits, estimated: true });
};
