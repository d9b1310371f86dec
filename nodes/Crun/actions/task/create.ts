import type { IExecuteFunctions } from 'n8n-workflow';
import { z } from 'zod';
import { recordSchema, type JsonObject } from '../../crun/contract';
import { ANY_MEDIA } from '../../crun/fileLimits';
import { parseUrls } from '../../crun/url';
import { isMedia, type InputField } from '../../crun/inputSchema';
import { checkModelInput } from '../../crun/modelInput';
import { Problem } from '../../crun/problem';
import type { Client } from '../../transport/client';
import { readModelFields } from '../../transport/models';
import { simplify } from '../fields';
import type { Operation } from '../operation';
import { checkUploads } from '../../files/checkUploads';
import { createTasks, orderOf } from './creation/index';
import { modelFields } from './fields/model';
import { notifyFields, readCallbackUrl } from './fields/notify';
import { createOptions } from './fields/optionFields';
import { waitMode } from './fields/waitMode';

/** Stands for a file while the other fields are checked: it is not uploaded yet. */
const PLACE_OF_FILE = 'https://crun.ai/';

export const create: Operation = {
	fields: [...modelFields, waitMode, ...notifyFields, simplify, createOptions],
	execute: async (context) =>
		await createTasks(context, (client, ledger) => {
			const fieldsOf = fieldsOnce(client);
			return async (itemIndex) => {
				const model = readModel(context, itemIndex);
				const given = readInput(context, itemIndex);
				const files = readFiles(context, itemIndex);
				const callbackUrl = readCallbackUrl(context, itemIndex, client.account.apiKey);
				const fields = await fieldsOf(model);
				checkModelInput(
					model,
					fields,
					withFiles(
						model,
						fields,
						given,
						files.map(({ field }) => ({ field, url: PLACE_OF_FILE })),
					),
				);
				const upload = await checkUploads(
					{ context, client, ledger },
					itemIndex,
					files.map(({ binary }) => binary),
					ANY_MEDIA,
				);
				const order = async () => {
					const urls = await upload();
					const uploaded = files.flatMap(({ field }, index) =>
						urls.slice(index, index + 1).map((url) => ({ field, url })),
					);
					return orderOf(
						model,
						checkModelInput(model, fields, withFiles(model, fields, given, uploaded)),
						callbackUrl,
						[given, uploaded],
					);
				};
				return { model, price: null, order };
			};
		}),
};

/** Reads each model's live fields once for all items. @throws Problem when the model is gone */
function fieldsOnce(client: Client): (model: string) => Promise<InputField[] | null> {
	const asked = new Map<string, ReturnType<typeof readModelFields>>();
	return async (model) => {
		const asking = asked.get(model) ?? readModelFields(client, model);
		asked.set(model, asking);
		const fields = await asking;
		if (fields === 'gone')
			throw new Problem(
				`Crun has no model "${model}" (any more): choose another one from the list`,
			);
		return fields instanceof Problem ? null : fields;
	};
}

function readModel(context: IExecuteFunctions, itemIndex: number): string {
	const model = String(
		context.getNodeParameter('model', itemIndex, '', { extractValue: true }) ?? '',
	).trim();
	if (model === '')
		throw new Problem('No model is chosen: pick one from the list in Model, or give its name');
	return model;
}

const mapperSchema = z.object({ value: recordSchema.nullable().optional() });

function readInput(context: IExecuteFunctions, itemIndex: number): JsonObject {
	if (context.getNodeParameter('inputMode', itemIndex, 'fields') !== 'json')
		return mapperSchema.parse(context.getNodeParameter('input', itemIndex, {})).value ?? {};
	const written = context.getNodeParameter('inputJson', itemIndex, '{}');
	const parsed = recordSchema.safeParse(typeof written === 'string' ? parse(written) : written);
	if (!parsed.success || Array.isArray(written))
		throw new Problem('Input (JSON) must be a JSON object, such as {"prompt": "a cat"}');
	return parsed.data;
}

function parse(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined; // refused by the caller, as everything that is no object
	}
}

const filesSchema = z.object({
	files: z
		.array(z.object({ field: z.string().trim(), binaryPropertyName: z.string().trim() }))
		.optional(),
});

function readFiles(
	context: IExecuteFunctions,
	itemIndex: number,
): Array<{ field: string; binary: string }> {
	const { files = [] } = filesSchema.parse(
		context.getNodeParameter('mediaFromBinary', itemIndex, {}),
	);
	return files.map(({ field, binaryPropertyName: binary }) => {
		if (field === '' || binary === '')
			throw new Problem(
				'Files From Binary Data: name both the model field and the input binary field',
			);
		return { field, binary };
	});
}

/**
 * Puts the files' addresses into the input: a list gets one more entry, a single field is filled.
 * @throws Problem when a field takes no file, or only one
 */
function withFiles(
	model: string,
	fields: InputField[] | null,
	given: JsonObject,
	files: Array<{ field: string; url: string }>,
): JsonObject {
	const input = { ...given };
	for (const { field: name, url } of files) {
		const field = fields?.find((one) => one.name === name);
		if (fields && !(field && isMedia(field)))
			throw new Problem(`The model ${model} takes no file as "${name}"`);
		const before = parseUrls(input[name], name);
		if (field?.kind === 'url' && before.length > 0)
			throw new Problem(`The model ${model} takes one file as "${name}", but more were given`);
		// Without a schema, what was given tells whether it is a list.
		input[name] =
			field?.kind === 'urls' || Array.isArray(input[name]) || before.length > 0
				? [...before, url]
				: url;
	}
	return input;
}
