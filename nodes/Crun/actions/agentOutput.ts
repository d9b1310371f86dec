import type { IDataObject } from 'n8n-workflow';
import { outputFields, simplify, toolOutput } from '../fields/simplify';
import type { ParameterReader } from './parameters';

/** An agent's model reads every field of every answer, so a tool returns no more than this many. */
const MOST_FIELDS = 10;

/** The fields that a model can use, the most useful first. Any others come after them. */
const USEFUL = [
	...['task_id', 'status', 'error', 'video_url', 'media_urls', 'result', 'credits', 'timed_out'],
	...['reference', 'template_id', 'model'],
	...['id', 'name', 'image_count', 'requirements', 'requirements_text', 'resolutions'],
	...['credits_from', 'aspect_ratios', 'duration_s', 'preview_url', 'tags'],
];
const rankOf = (name: string): number => {
	const rank = USEFUL.indexOf(name);
	return rank === -1 ? USEFUL.length : rank;
};

/**
 * What a tool returns to its agent, as the user set *Output*: the most useful fields, all of the raw response, or the
 * fields that the user chose. The ID of a task is always among them, since the task may have been paid for.
 */
export function forAgent(json: IDataObject, parameters: ParameterReader): IDataObject {
	const output = parameters.choice(toolOutput, ['simplified', 'raw', 'selectedFields']);
	if (output === 'raw' || !parameters.flag(simplify)) return json;
	const chosen = output === 'selectedFields' ? namesIn(parameters.text(outputFields)) : [];
	if (chosen.length > 0) return pick(json, (name) => name === 'task_id' || chosen.includes(name));
	const names = Object.keys(json).sort((one, other) => rankOf(one) - rankOf(other));
	const useful = new Set(names.slice(0, MOST_FIELDS));
	return pick(json, (name) => useful.has(name));
}

const namesIn = (text: string): string[] => text.split(/[\s,]+/).filter((name) => name !== '');

function pick(json: IDataObject, isWanted: (name: string) => boolean): IDataObject {
	return Object.fromEntries(Object.entries(json).filter(([name]) => isWanted(name)));
}
