import {
	endpoints,
	modelEndpoint,
	readModelEntries,
	readModelEntry,
	readModels,
	type ModelEntry,
} from '../crun/contract';
import { explain } from '../crun/explain';
import { readInputSchema, type InputField } from '../crun/inputSchema';
import { checkCount, checkReadable } from '../crun/listProblems';
import { Problem, withSentence } from '../crun/problem';
import type { Client } from './client';

/** @throws Problem when the list cannot be read, or has fewer entries than announced */
export async function listModels(client: Client): Promise<ModelEntry[]> {
	const outcome = await client.read(endpoints.models, {});
	if (outcome.kind !== 'ok') throw explain(outcome, 'list the models');
	const { total = null, models } = outcome.data;
	const read = readModelEntries(outcome.data);
	checkReadable('models', read.length, models.length);
	checkCount('models', 'models', total, models.length);
	return read;
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
	return (await isUnlisted(client, model)) ? 'gone' : null;
}

/**
 * Reads one model as a whole.
 * @returns the model, and its input fields, or null where they cannot be read
 * @throws Problem when Crun has no such model, or does not describe it
 */
export async function readModel(
	client: Client,
	name: string,
): Promise<{ entry: ModelEntry; fields: InputField[] | null }> {
	const outcome = await client.read(modelEndpoint(name), undefined);
	if (outcome.kind !== 'ok') {
		const mayBeGone = outcome.code === 404 && !outcome.foreign;
		if (mayBeGone && (await isUnlisted(client, name))) throw unknownModel(name);
		throw withSentence(explain(outcome, 'look up the model'), `The model is ${name}.`);
	}
	const { data } = outcome;
	const entry = readModelEntry({ ...data, model: data.model ?? name });
	if (entry?.model.model !== name)
		throw new Problem(
			'Could not look up the model',
			`Crun was asked for ${name} and returned ${entry?.model.model ?? 'something else'}.`,
			{ kind: 'api' },
		);
	const fields = readInputSchema(data.input_schema, data.required_input_fields ?? []);
	return { entry, fields };
}

/** The error for a model that Crun does not have. */
export function unknownModel(model: string): Problem {
	return new Problem(
		'Crun does not have this model',
		`There is no model "${model}", or it no longer exists. Choose another one from the list.`,
	);
}

/** Whether Crun has models, but not this one. Only a complete list can tell. */
async function isUnlisted(client: Client, model: string): Promise<boolean> {
	const listed = await client.read(endpoints.models, {});
	if (listed.kind !== 'ok') return false;
	const read = readModels(listed.data);
	const { total, models } = listed.data;
	const isComplete = read.length === models.length && read.length >= Math.max(total ?? 0, 1);
	return isComplete && !read.some((one) => one.model === model);
}
