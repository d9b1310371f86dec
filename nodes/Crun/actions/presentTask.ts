import type { IDataObject } from 'n8n-workflow';
import { redactTask, simplifyTask } from '../crun/task';
import type { TaskReading } from '../transport/readTask';

/** A task as an item's JSON: simplified, or the API's own object whole. Never with a signature in it. */
export function presentTask({ task, raw }: TaskReading, simplify: boolean): IDataObject {
	return simplify ? { ...simplifyTask(task) } : { ...redactTask(raw) };
}
