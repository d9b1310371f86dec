import { endpoints, modelEndpoint, type Model } from '../crun/contract';
import { explain } from '../crun/explain';
import { readInputSchema, type InputField } from '../crun/inputSchema';
import { withSentence, type Problem } from '../crun/problem';
import type { Client } from './client';

/** @throws Problem when the list cannot be read */
export async function listModels(client: Client): Promise<Model[]> {
	const outcome = await client.read(endpoints.models, {});
	if (outcome.kind !== 'ok') throw explain(outcome, 'list the models');
	return outcome.data.models;
}

/**
 * Reads the live input fields of a model.
 * @returns `gone` when Crun has no such model; null when its fields cannot be read; a Problem when Crun could not be
 * asked. The latter two are no reason to hold up paid work.
 */
export async function readModelFields(
	client: Client,
	model: string,
): Promise<InputField[] | 'gone' | null | Problem> {
	const outcome = await client.read(modelEndpoint(model), undefined);
	if (outcome.kind === 'ok') {
		return readInputSchema(outcome.data.input_schema, outcome.data.required_input_fields ?? []);
	}
	if (outcome.kind === 'unknown') return null;
	if (outcome.code !== 404 || outcome.foreign) {
		return withSentence(explain(outcome, 'look up the model'), `The model is ${model}.`);
	}
	// The look-up of one model is not documented: only the list can tell that there is no such model.
	const listed = await client.read(endpoints.models, {});
	const isGone = listed.kind === 'ok' && !listed.data.models.some((one) => one.model === model);
	return isGone ? 'gone' : null;
}
