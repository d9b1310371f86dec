import type { IDataObject } from 'n8n-workflow';
import { z } from 'zod';
import { parseJson, recordSchema, type JsonObject } from '../../../crun/contract';
import { Problem } from '../../../crun/problem';
import {
	AUTO_MAP,
	input,
	inputJson,
	inputMode,
	mediaFromBinary,
	model,
} from '../../../fields/task/model';
import type { ParameterReader } from '../../parameters';

/** What one item orders from a model. */
export interface ModelOrder {
	model: string;
	/** As the user gave it, not yet checked against the fields of the model. */
	input: JsonObject;
	/** Whether the input is the whole item, of which the model gets the fields that it has (Map Automatically). */
	isItem: boolean;
	files: ModelFile[];
}

/** A binary field of the item that is to be uploaded for a field of the model. */
export interface ModelFile {
	modelField: string;
	binaryField: string;
}

/** @param item the JSON of the input item */
export function readModelOrder(parameters: ParameterReader, item: IDataObject): ModelOrder {
	return {
		model: readModelName(parameters),
		...readInput(parameters, item),
		files: readFiles(parameters),
	};
}

export const readModelName = (parameters: ParameterReader): string =>
	parameters.requiredText(model, 'Pick a model from the list, or enter its name.');

const autoMapSchema = z.object({ mappingMode: z.literal(AUTO_MAP) });
const mapperSchema = z.object({ value: recordSchema.nullable().optional() });

function readInput(
	parameters: ParameterReader,
	item: IDataObject,
): Pick<ModelOrder, 'input' | 'isItem'> {
	if (parameters.choice(inputMode, ['fields', 'json']) === 'json') {
		return { input: readJson(parameters), isItem: false };
	}
	const mapper = parameters.raw(input) ?? {};
	const isItem = autoMapSchema.safeParse(mapper).success;
	return { input: isItem ? recordSchema.parse(item) : readForm(mapper), isItem };
}

function readForm(mapper: unknown): JsonObject {
	const form = mapperSchema.safeParse(mapper);
	if (form.success && !Array.isArray(form.data.value)) return form.data.value ?? {};
	throw new Problem(
		'The input of the model is not valid',
		'Input must be an object whose "value" holds the fields of the model, such as {"value": {"prompt": "a cat"}}. To give the input as JSON, set Specify Input to Using JSON.',
	);
}

function readJson(parameters: ParameterReader): JsonObject {
	const written = parameters.raw(inputJson);
	const parsed = recordSchema.safeParse(typeof written === 'string' ? parseJson(written) : written);
	if (!parsed.success || Array.isArray(written)) {
		throw new Problem(
			'The input of the model is not a JSON object',
			'Enter a JSON object, such as {"prompt": "a cat"}.',
		);
	}
	return parsed.data;
}

const filesSchema = z.object({
	files: z
		.array(z.object({ field: z.string().trim(), binaryPropertyName: z.string().trim() }))
		.optional(),
});

function readFiles(parameters: ParameterReader): ModelFile[] {
	const parsed = filesSchema.safeParse(parameters.raw(mediaFromBinary) ?? {});
	if (!parsed.success) {
		throw new Problem(
			'Files From Binary Data is not valid',
			'It must be an object such as {"files": [{"field": "image", "binaryPropertyName": "data"}]}, where both names are text.',
		);
	}
	const { files = [] } = parsed.data;
	return files.map(({ field, binaryPropertyName }) => {
		if (field === '' || binaryPropertyName === '') {
			throw new Problem(
				'Files From Binary Data is not complete',
				'Enter both the model field and the input binary field of each file.',
			);
		}
		return { modelField: field, binaryField: binaryPropertyName };
	});
}
