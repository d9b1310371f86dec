import type { JsonObject } from '../../crun/contract';
import { isMedia, isMediaName, type InputField } from '../../crun/inputSchema';
import { Problem } from '../../crun/problem';
import { parseUrls } from '../../crun/url';
import type { ModelOrder } from './readers/model';

/** An order with the values of the model's fields, as the user gave them. */
type FilledOrder = Omit<ModelOrder, 'isItem'>;

/**
 * Puts the URLs of the files into the input: a list gets another entry, a single field is filled.
 * @throws Problem when a field takes no file, or only one
 */
export function withFiles(
	fields: InputField[] | null,
	{ model, input: filled, files }: FilledOrder,
	fileUrls: string[],
): JsonObject {
	const input = { ...filled };
	for (const [index, { modelField: name }] of files.entries()) {
		const url = fileUrls[index];
		if (url === undefined) continue;
		const field = fields?.find((one) => one.name === name);
		if (fields && !(field && isMedia(field))) throw takesNoFile(model, name);
		const given = Object.hasOwn(input, name) ? input[name] : undefined;
		const before = parseUrls(given, name);
		if (field?.kind === 'url' && before.length > 0) throw takesOneFile(model, name);
		// Without a schema, the given value shows whether the field is a list.
		const isList = field?.kind === 'urls' || Array.isArray(given) || before.length > 0;
		input[name] = isList ? [...before, url] : url;
	}
	return input;
}

/** Without a schema, the names of the fields show which of them take files. */
export function fileFieldsOf(
	fields: InputField[] | null,
	{ input, files }: Pick<FilledOrder, 'input' | 'files'>,
): string[] {
	if (fields) return fields.filter(isMedia).map(({ name }) => name);
	const given = [...Object.keys(input), ...files.map(({ modelField }) => modelField)];
	return given.filter(
		(name) => isMediaName(name) || files.some(({ modelField }) => modelField === name),
	);
}

function takesNoFile(model: string, field: string): Problem {
	return new Problem(
		'The model takes no file in this field',
		`The field "${field}" of the model ${model} does not take a file.`,
	);
}

function takesOneFile(model: string, field: string): Problem {
	return new Problem(
		'The model takes one file only in this field',
		`The field "${field}" of the model ${model} takes one file, but several were given.`,
	);
}
