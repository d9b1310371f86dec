import type { Task } from './contract';

const LONGEST = 80;

/**
 * A name for a file, made of a text from outside: letters, digits, `_` and `-`, starting with a letter or digit. It
 * can be neither a path nor a hidden file, and has no extension.
 * @returns at most 80 characters; empty when the text contains no letter or digit
 */
export function cleanFileName(text: string): string {
	return text
		.replace(/[^\w-]+/g, '_')
		.replace(/^[_-]+/, '')
		.slice(0, LONGEST);
}

const LONGEST_TITLE = 50;
const ID_CHARACTERS = 8;

/**
 * The name of a result file, without extension, such as `battle-game-2026-01-20-c3a2f55d-1`: what it was made with,
 * the day, the end of the task ID, and a number. A folder can hold the files of many tasks, and none replaces another.
 * @param number of the file among those of its task, from 1
 * @param title the name of the template where it is known; otherwise the model and the ID of the template are used
 * @returns at most 80 characters: a to z, digits, and hyphens
 */
export function resultName(
	{ task_id: taskId, param, complete_at: completedAt, create_at: createdAt }: Task,
	number: number,
	title: string | null,
): string {
	const { template_id: templateId, template = templateId } = param?.input ?? {};
	const madeWith = [param?.model, template].filter((one) => typeof one === 'string').join('-');
	const parts = [
		slugOf(title ?? '') || slugOf(madeWith) || 'crun',
		dayOf(completedAt ?? createdAt),
		slugOf(taskId.slice(-ID_CHARACTERS)),
		String(number),
	];
	return parts.filter((part) => part !== '').join('-');
}

/** A text as a part of a name: letters without accents in lower case, digits, and single hyphens between them. */
function slugOf(text: string): string {
	const plain = text.normalize('NFKD').replace(/\p{M}/gu, '');
	const words = plain.toLowerCase().match(/[a-z0-9]+/g) ?? [];
	return words.join('-').slice(0, LONGEST_TITLE).replace(/-$/, '');
}

/** In UTC, such as 2026-01-20; empty where the time is not known. */
function dayOf(seconds: number | null | undefined): string {
	const date = new Date((seconds ?? NaN) * 1000);
	return Number.isNaN(date.getTime()) ? '' : date.toISOString().replace(/T.*/, '');
}
