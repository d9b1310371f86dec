import { FILE_PLACEHOLDER } from '../../crun/assetFiles';
import type { JsonObject } from '../../crun/contract';
import { ANY_MEDIA } from '../../crun/fileLimits';
import { isMedia, isMediaName, type InputField } from '../../crun/inputSchema';
import { checkModelInput } from '../../crun/modelInput';
import { once } from '../../crun/once';
import { Problem } from '../../crun/problem';
import { parseUrls } from '../../crun/url';
import type { Client } from '../../transport/client';
import { readModelFields } from '../../transport/models';
import { createOperation } from './creation';
import { modelFields } from './fields/model';
import { modelOptions } from './fields/options';
import { readModelOrder, type ModelOrder } from './fields/readModel';

export const create = createOperation({
	fields: modelFields,
	options: modelOptions,
	read: readModelOrder,
	check: (client) => {
		const fieldsOf = once(async (model) => await fieldsOrNull(client, model));
		return async (order) => {
			const { model, files } = order;
			const fields = await fieldsOf(model);
			checkModelInput(
				model,
				fields,
				withFiles(
					fields,
					order,
					files.map(() => FILE_PLACEHOLDER),
				),
			);
			return {
				model,
				price: null,
				files: { fields: files.map(({ binaryField }) => binaryField), limits: ANY_MEDIA },
				fileFields: fileFieldsOf(fields, order),
				build: (fileUrls) => ({
					input: checkModelInput(model, fields, withFiles(fields, order, fileUrls)),
					given: order.input,
				}),
			};
		};
	},
});

/**
 * Reads the live fields of a model.
 * @returns null when they cannot be read, since a broken catalogue must not stop paid work
 * @throws Problem when the model no longer exists
 */
async function fieldsOrNull(client: Client, model: string): Promise<InputField[] | null> {
	const fields = await readModelFields(client, model);
	if (fields === 'gone') {
		throw new Problem(
			'Crun does not have this model',
			`There is no model "${model}", or it no longer exists. Choose another one from the list.`,
		);
	}
	return fields instanceof Problem ? null : fields;
}

/**
 * Puts the URLs of the files into the input: a list gets another entry, a single field is filled.
 * @throws Problem when a field takes no file, or only one
 */
function withFiles(
	fields: InputField[] | null,
	{ model, input: filled, files }: ModelOrder,
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
function fileFieldsOf(fields: InputField[] | null, { input, files }: ModelOrder): string[] {
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
