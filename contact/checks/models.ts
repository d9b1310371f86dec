import { endpoints, modelEndpoint, readModels, type Model } from '../../nodes/Crun/crun/contract';
import { readInputSchema } from '../../nodes/Crun/crun/inputSchema';
import { platformNames, platforms } from '../../nodes/Crun/crun/platforms';
import { dataOf, type Contact } from '../contact';
import { ok, refused } from '../crun/expectation';

const section = 'models';
const DETAILS = 4;

/** Reads the list of models, and some of the models in it. */
export async function checkModels(contact: Contact): Promise<void> {
	const { outcome } = await contact.check({
		section,
		name: 'all models',
		endpoint: endpoints.models,
		expect: ok,
		examine: (list) => [
			readModels(list).length === 0 ? 'No model in the list is readable' : null,
			list.total !== readModels(list).length
				? `The total is ${list.total ?? 'missing'}, and ${readModels(list).length} models are readable`
				: null,
		],
	});
	const list = dataOf(outcome);
	const models = list ? readModels(list) : [];
	if (models.length === 0)
		contact.addUnchecked({ section, name: 'one model' }, 'no model is known');
	for (const model of choose(models)) {
		await contact.check({
			section,
			name: `the model ${model}`,
			endpoint: modelEndpoint(model),
			expect: ok,
			examine: (detail) => [
				detail.model === model ? null : 'The response names another model, or none',
				readInputSchema(detail.input_schema, detail.required_input_fields ?? []) === null
					? 'The fields in input_schema cannot be read: the node offers no form for this model'
					: null,
			],
		});
	}
	await contact.check({
		section,
		name: 'an unknown model',
		endpoint: modelEndpoint('no-such-provider/no-such-model'),
		expect: refused(404),
	});
}

/** The template models, the first and the last one, and some from between, up to four. */
function choose(models: Model[]): string[] {
	const names = models.map(({ model }) => model);
	const templates: string[] = platformNames.map((name) => platforms[name].model);
	const chosen = [
		names.at(0),
		names.at(-1),
		...names.filter((name) => templates.includes(name)),
		names.at(Math.floor(names.length / 3)),
		names.at(Math.floor((names.length * 2) / 3)),
	].filter((name) => name !== undefined);
	return [...new Set(chosen)].slice(0, DETAILS);
}
