import type { INodeProperties, INodePropertyCollection, INodePropertyOptions } from 'n8n-workflow';
import { CrunApi } from '../../../credentials/CrunApi.credentials';
import { Crun } from '../../../nodes/Crun/Crun.node';
import { CrunTrigger } from '../../../nodes/Crun/CrunTrigger.node';

/**
 * Saved workflows carry the names and values of parameters, so they are a promise to users. The snapshot holds all of
 * them; wording (labels, descriptions, hints, placeholders) is left out and may change.
 */
const WORDING = new Set([
	'displayName',
	'description',
	'hint',
	'placeholder',
	'action',
	'multipleValueButtonText',
	'noFieldsError',
	'fieldWords',
	'valuesLabel',
]);

type Described = INodeProperties | INodePropertyOptions | INodePropertyCollection;

/** A parameter or an option without its wording; an option keeps its value only. */
function withoutWording(described: unknown): unknown {
	if (Array.isArray(described)) return described.map(withoutWording);
	if (typeof described !== 'object' || described === null) return described;
	const isOption = 'value' in described && 'name' in described && !('type' in described);
	return Object.fromEntries(
		Object.entries(described)
			.filter(([key]) => !WORDING.has(key) && !(isOption && key === 'name'))
			.map(([key, value]) => [key, withoutWording(value)]),
	);
}

/** Sorted by where each is shown, because the order is not part of the promise. */
function parametersOf(properties: Described[]): unknown {
	return properties
		.map((property) => JSON.stringify(withoutWording(property)))
		.sort()
		.map((text): unknown => JSON.parse(text));
}

it.each([new Crun(), new CrunTrigger()])(
	'keeps the parameters of the node $description.name',
	(node) => {
		const { name, version, credentials, webhooks, inputs, outputs, usableAsTool, properties } =
			node.description;
		expect({ name, version, credentials, webhooks, inputs, outputs, usableAsTool }).toMatchSnapshot(
			'node',
		);
		expect(parametersOf(properties)).toMatchSnapshot('parameters');
	},
);

it('keeps the names of the methods that the editor calls', () => {
	const methods = Object.entries(new Crun().methods).map(([kind, named]) => [
		kind,
		Object.keys(named).sort(),
	]);
	expect(Object.fromEntries(methods)).toMatchSnapshot();
});

it('keeps the fields of the credential', () => {
	const { name, properties } = new CrunApi();
	expect({ name, parameters: parametersOf(properties) }).toMatchSnapshot();
});
