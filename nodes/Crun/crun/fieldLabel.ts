import { isMedia, titleOf, type InputField } from './inputSchema';

/** n8n cuts off a label that is longer, so that its end cannot be read. */
const LONGEST_LABEL = 30;
/** Marks what a form must not enforce, as n8n marks what it does. */
const REQUIRED_MARK = ' *';

/**
 * The label of a field in the form of a model: what it is called, and a hint where there is room for one. n8n's form
 * shows nothing else about a field.
 */
export function fieldLabel(field: InputField): string {
	const mark = field.required && isMedia(field) ? REQUIRED_MARK : '';
	const most = LONGEST_LABEL - mark.length;
	const title = shortTitle(field, most);
	const hint = hintOf(field);
	const withHint = hint === '' ? title : `${title} (${hint})`;
	return `${withHint.length <= most ? withHint : title}${mark}`;
}

/** The title, or else the name in words, cut off where that is too long. */
function shortTitle({ name, title }: InputField, most: number): string {
	if (title.length <= most) return title;
	const words = titleOf(name);
	if (words.length <= most) return words;
	const whole = words.slice(0, most).replace(/ \S*$/, '');
	return `${whole.slice(0, most - 1)}…`;
}

function hintOf({ name, title, kind, minimum, maximum }: InputField): string {
	const isNamedUrl = /url/i.test(`${name} ${title}`);
	if (kind === 'url') return isNamedUrl ? '' : 'URL';
	if (kind === 'urls') return isNamedUrl ? '' : 'URLs';
	if (kind !== 'number') return '';
	if (minimum !== undefined && maximum !== undefined) return `${minimum} to ${maximum}`;
	if (minimum !== undefined) return `${minimum} or more`;
	return maximum === undefined ? '' : `up to ${maximum}`;
}
