import { z } from 'zod';
import { MESSAGES, invalid, ok, refuse } from '../answers';
import { modelPath } from '../api/routes';
import { validationErrors } from '../api/validation';
import type { SimulatedModel } from '../models/model';
import type { Handler } from '../world';

const querySchema = z
	.object({ modality: z.string().optional(), operation: z.string().optional() })
	.strict();

const HIDDEN = ['credits', 'input_schema', 'required_input_fields'];

/** A model as the list shows it: without its schema and its price. */
const summary = (model: SimulatedModel) =>
	Object.fromEntries(Object.entries(model).filter(([name]) => !HIDDEN.includes(name)));

/** The required fields of a model, from the model itself or from its schema. */
function requiredFields({
	input_schema: schema,
	required_input_fields: fields,
}: SimulatedModel): unknown {
	if (fields) return fields;
	return typeof schema === 'object' && schema !== null && 'required' in schema
		? schema.required
		: undefined;
}

/** All models, or those of a modality and an operation. Not paged. */
export const modelList: Handler = ({ query }, { models }) => {
	const parsed = querySchema.safeParse(query);
	if (!parsed.success) return invalid(validationErrors(parsed.error));
	const { modality, operation } = parsed.data;
	const found = models.filter(
		(one) =>
			(modality === undefined || one.modality === modality) &&
			(operation === undefined || one.operation === operation),
	);
	return ok({ total: found.length, models: found.map(summary) });
};

/** One model with its schema. A name with an encoded slash is not found. */
export const modelDetail: Handler = ({ path }, { models }) => {
	const model = models.find((one) => modelPath(one.model) === path);
	if (!model) return refuse(404, MESSAGES.modelNotFound);
	return ok({
		...summary(model),
		input_schema: model.input_schema,
		required_input_fields: requiredFields(model),
	});
};
