import { ofData } from './ofData';

/** Tasks as TaskInfo may describe them. */
export const taskQuirks = {
	/** `SUCCESS` instead of `success`. */
	upperCaseStatus: ofData(['TaskInfo'], (task) => ({
		...task,
		status: String(task.status).toUpperCase(),
	})),
};
