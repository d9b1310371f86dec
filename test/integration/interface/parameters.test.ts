import type { INodeProperties, INodePropertyCollection, INodePropertyOptions } from 'n8n-workflow';
import { CrunApi } from '../../../credentials/CrunApi.credentials';
import { Crun } from '../../../nodes/Crun/Crun.node';
import { CrunTrigger } from '../../../nodes/Crun/CrunTrigger.node';

/**
 * Saved workflows contain the names and values of parameters, so these must not change. The snapshot contains all of
 * them, without the wording (labels, descriptions, hints, placeholders), which may change.
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

/** A parameter without its wording. Of an option, only the value is kept. */
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

/** All parameters, sorted, because their order may change. */
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
