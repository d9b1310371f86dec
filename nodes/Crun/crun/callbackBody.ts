import { parseJson, reportSchema, type Task } from './contract';
import { terminalStatus } from './task';

/** What a callback says about a task. It proves nothing, so all that counts is which task to ask Crun about. */
export interface Report {
	taskId: string;
	/** In lower case; null where the body has none. */
	status: string | null;
	model: string | null;
}

/** Text in a list in an envelope in a text has the depth 6. */
const DEEPEST = 6;

/**
 * Reads the body of a callback. Crun documents the bare task object; an envelope around it (`data` or `payload`), a
 * list, JSON text, and an ID in camel case are read as well.
 * @returns the first task in it; null where nothing in it is the ID of a task
 */
export function readCallbackBody(body: unknown, depth = DEEPEST): Report | null {
	if (depth === 0) return null;
	if (typeof body === 'string') return readCallbackBody(parseJson(body), depth - 1);
	if (Array.isArray(body)) return firstOf(body, depth);
	const parsed = reportSchema.safeParse(body);
	if (!parsed.success) return null;
	const { taskId, status, model, inner } = parsed.data;
	return taskId === null ? firstOf(inner, depth) : { taskId, status, model };
}

function firstOf(candidates: unknown[], depth: number): Report | null {
	for (const candidate of candidates) {
		const report = readCallbackBody(candidate, depth - 1);
		if (report) return report;
	}
	return null;
}

const UNFINISHED = new Set<string | null>(['pending', 'running']);

/** Whether the task may have finished. Crun documents a callback for that only, so it need not say so. */
export function reportsFinished({ status }: Report): boolean {
	return !UNFINISHED.has(status);
}

/** Whether TaskInfo has not caught up with the callback: it knows of no end, and of another status. */
export function isAheadOf(report: Report, task: Task): boolean {
	return terminalStatus(task) === null && reportsFinished(report) && report.status !== task.status;
}
