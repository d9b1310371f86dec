import { FILE_PLACEHOLDER } from '../../crun/assetFiles';
import type { JsonObject } from '../../crun/contract';
import { ANY_MEDIA } from '../../crun/fileLimits';
import type { InputField } from '../../crun/inputSchema';
import { mapFields } from '../../crun/mapFields';
import { checkModelInput } from '../../crun/modelInput';
import { once } from '../../crun/once';
import { Problem } from '../../crun/problem';
import { modelFields } from '../../fields/task/model';
import type { Client } from '../../transport/client';
import { readModelFields, unknownModel } from '../../transport/models';
import { createOperation } from './creation';
import { fileFieldsOf, withFiles } from './modelFiles';
import { readModelOrder } from './readers/model';

export const create = createOperation({
	fields: modelFields,
	read: readModelOrder,
	check: (client) => {
		const fieldsOf = once(async (model) => await fieldsOrNull(client, model));
		return async (order) => {
			const { model, files } = order;
			const fields = await fieldsOf(model);
			const input = order.isItem ? mapItem(model, fields, order.input) : order.input;
			const filled = { model, files, input };
			checkModelInput(
				model,
				fields,
				withFiles(
					fields,
					filled,
					files.map(() => FILE_PLACEHOLDER),
				),
			);
			return {
				model,
				price: null,
				files: { fields: files.map(({ binaryField }) => binaryField), limits: ANY_MEDIA },
				fileFields: fileFieldsOf(fields, filled),
				build: (fileUrls) => ({
					input: checkModelInput(model, fields, withFiles(fields, filled, fileUrls)),
					given: input,
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
	if (fields === 'gone') throw unknownModel(model);
	return fields instanceof Problem ? null : fields;
}

/** @throws Problem where nothing tells which fields of the item are meant for the model */
function mapItem(model: string, fields: InputField[] | null, item: JsonObject): JsonObject {
	if (fields) return mapFields(fields, item);
	throw new Problem(
		'The fields of the model are not known',
		`Map Automatically sends the fields of the item that the model ${model} has, and Crun’s list of them could not be read. Choose Map Each Column Manually, set Specify Input to Using JSON, or try again later.`,
	);
}
