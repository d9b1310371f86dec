import { endpoints, modelEndpoint } from '../../../nodes/Crun/crun/contract';
import { MESSAGES, invalid, ok, refuse } from '../answers';
import type { SimulatedModel } from '../models/model';
import type { Handler } from '../world';
import { complaints } from './validation';

const HIDDEN = ['credits', 'input_schema', 'required_input_fields'];

/** What the list shows of a model: neither its schema nor its price. */
const summary = (model: SimulatedModel) =>
	Object.fromEntries(Object.entries(model).filter(([name]) => !HIDDEN.includes(name)));

/** The fields a model needs, wherever it says so. */
function requiredOf({
	input_schema: schema,
	required_input_fields: fields,
}: SimulatedModel): unknown {
	if (fields) return fields;
	return typeof schema === 'object' && schema !== null && 'required' in schema
		? schema.required
		: undefined;
}

/** Every model, or those of a modality and an operation. No paging. */
export const modelList: Handler = ({ query }, { models }) => {
	const parsed = endpoints.models.query.safeParse(query);
	if (!parsed.success) return invalid(complaints(parsed.error));
	const { modality, operation } = parsed.data;
	const found = models.filter(
		(one) =>
			(modality === undefined || one.modality === modality) &&
			(operation === undefined || one.operation === operation),
	);
	return ok({ total: found.length, models: found.map(summary) });
};

/** One model with its schema. A slash that was encoded does not find it. */
export const modelDetail: Handler = ({ path }, { models }) => {
	const model = models.find((one) => modelEndpoint(one.model).path === path);
	if (!model) return refuse(404, MESSAGES.modelNotFound);
	return ok({
		...summary(model),
		input_schema: model.input_schema,
		required_input_fields: requiredOf(model),
	});
};
