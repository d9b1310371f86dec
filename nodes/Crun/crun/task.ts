import type { Json, JsonObject, Task } from './contract';
import type { FileKind } from './fileKind';
import { isoTime } from './isoTime';
import { redactError, redactOutput } from './redact';
import { referenceOf } from './reference';
import { resultFiles, type ResultFile } from './resultFiles';

export type TerminalStatus = 'success' | 'failed';

/** A task as the node returns it, the same from every operation and from the trigger. */
export interface SimpleTask {
	task_id: string;
	status: string;
	model: string | null;
	template_id: string | null;
	/** Reserved while the task runs; charged once it has finished. */
	credits: number | null;
	/** ISO 8601. */
	created_at: string | null;
	completed_at: string | null;
	duration_s: number | null;
	media_urls: string[];
	/** The first video, or else the first file whose URL does not tell its kind; null when there is none. */
	video_url: string | null;
	/** The same files as `media_urls`, with what each of them is. */
	files: ResultFile[];
	error: { code: number | string | null; message: string } | null;
	/** What Crun returned where a finished task has no files: a generated text, for example. */
	result?: Json;
}

/** A task as TaskInfo returned it: parsed, and whole. */
export interface TaskReading {
	task: Task;
	raw: JsonObject;
}

/**
 * The status with which the task ended; null while it is not finished. Only these two end a task: any that Crun may
 * add later counts as still running, never as failed.
 */
export function terminalStatus(task: Task): TerminalStatus | null {
	return task.status === 'success' || task.status === 'failed' ? task.status : null;
}

/** The same task with its known price, unless Crun has returned one. */
export function withCredits({ task, raw }: TaskReading, credits: number | null): TaskReading {
	return { task: { ...task, credits: task.credits ?? credits }, raw };
}

/** Shapes a task for the next node. `status` decides even where `result.code` disagrees. */
export function simplifyTask(task: Task): SimpleTask {
	const files = resultFiles(task);
	const firstOf = (kind: FileKind) => files.find((file) => file.kind === kind)?.url;
	return {
		task_id: task.task_id,
		status: task.status,
		model: task.param?.model ?? null,
		template_id: templateIdOf(task.param?.input),
		credits: task.credits ?? null,
		created_at: isoTime(task.create_at),
		completed_at: isoTime(task.complete_at),
		duration_s: task.duration_s ?? null,
		media_urls: files.map(({ url }) => url),
		video_url: firstOf('video') ?? firstOf('unknown') ?? null,
		files,
		error: task.status === 'failed' ? failureOf(task) : null,
	};
}

/** Why a task failed, as Crun reports it: in its result, or beside it. */
export function failureOf({ result, message }: Task): {
	code: number | string | null;
	message: string;
} {
	const said = [result?.message, result?.error, message].filter(saysSomething);
	return { code: result?.code ?? null, message: redactError(said[0] ?? 'Crun gave no reason') };
}

/** Words that report a success are no reason. */
export function saysSomething(text: string | null | undefined): text is string {
	return !['', 'success', 'ok'].includes((text ?? '').trim().toLowerCase());
}

/** The status in words; one that Crun has not documented is named as such. */
export function describeStatus(task: Task | null | undefined): string {
	const status = task?.status ?? 'pending';
	const isKnown = ['pending', 'running', 'success', 'failed'].includes(status);
	return isKnown
		? `Its status is ${status}.`
		: `Its status is "${redactError(status)}", which this node does not know, so it counts as not finished.`;
}

/**
 * A task as an item's JSON: simplified, or the API's own object with all its fields, documented or not. Never with the
 * signature of a callback URL in it. The user's own reference is returned as it was given.
 * @param reference null: none; unless given, the one in the callback URL that Crun returns with the task
 */
export function presentTask(
	{ task, raw }: TaskReading,
	simplify: boolean,
	reference: string | null = referenceOf(task.param?.callback_url),
): JsonObject {
	const urls = new Set(resultFiles(task).map(({ url }) => url));
	const own: JsonObject = reference === null ? {} : { reference };
	if (!simplify) return { ...redactOutput(raw, urls), ...own };
	const hasNothingElse = terminalStatus(task) === 'success' && urls.size === 0;
	const result = hasNothingElse ? { result: raw.result ?? null } : {};
	return { ...redactOutput({ ...simplifyTask(task), ...result }, urls), ...own };
}

/** What decides how long a task takes: its model, and its template. Null where Crun does not say. */
export function workOf({ param }: Task): string | null {
	return param?.model ? `${param.model} ${templateIdOf(param.input) ?? ''}` : null;
}

/** How long a task took from its creation to its end, in milliseconds; null where Crun does not say. */
export function tookMsOf({
	create_at: from,
	complete_at: to,
	duration_s: duration,
}: Task): number | null {
	const seconds = from && to ? to - from : (duration ?? 0);
	return seconds > 0 ? seconds * 1000 : null;
}

/** ByteDance and Kling call the template `template_id`, Vidu calls it `template`. */
function templateIdOf(input: Record<string, unknown> | null | undefined): string | null {
	const id = input?.template_id ?? input?.template;
	return typeof id === 'string' ? id : null;
}
