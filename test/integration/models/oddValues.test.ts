import type { IDataObject, INodeParameters } from 'n8n-workflow';
import {
	createFromJson,
	createFromModel,
	createVidu,
	executeNode,
	expectNothingSent,
	messageOf,
	useSimulator,
} from '../support';

const sim = useSimulator({ taskTimings: 'manual' });

const VEO = 'google/veo-3';
/** An expression may return anything. */
const ODD = '={{ $json.odd }}';

const deep = (levels: number): IDataObject => (levels === 0 ? {} : { value: deep(levels - 1) });
const VALUES: unknown[] = [
	7,
	7.5,
	true,
	false,
	'',
	'text',
	'{"prompt":"x"}',
	'[{"field":"image","binaryPropertyName":"data"}]',
	[],
	[7],
	[null],
	[[]],
	['data'],
	[[1, { a: [] }]],
	[{}],
	[{ field: 'image' }],
	[{ field: 7, binaryPropertyName: 'data' }],
	[{ field: null, binaryPropertyName: null }],
	[{ field: { a: [] }, binaryPropertyName: ['data'] }],
	{ '0': { field: 'image' } },
	[deep(20)],
	deep(20),
];

type Place = [field: string, parametersWith: (value: unknown) => INodeParameters];

const json = (more: INodeParameters) => createFromJson(VEO, '{"prompt":"x"}', more);
const form = (input: unknown) => ({ ...createFromModel(VEO, null), input }) as INodeParameters;
const mapper = (value: unknown) => ({ mappingMode: 'defineBelow', value });

const PLACES: Place[] = [
	['Files From Binary Data', (value) => json({ mediaFromBinary: value } as INodeParameters)],
	[
		'an entry of its list',
		(value) => json({ mediaFromBinary: { files: [value].flat() } } as INodeParameters),
	],
	[
		'a model field of its list',
		(value) =>
			json({
				mediaFromBinary: { files: [{ field: value, binaryPropertyName: 'data' }] },
			} as INodeParameters),
	],
	[
		'a binary field of its list',
		(value) =>
			json({
				mediaFromBinary: { files: [{ field: 'image', binaryPropertyName: value }] },
			} as INodeParameters),
	],
	['Input', (value) => form(value)],
	['the values of Input', (value) => form(mapper(value))],
	['a value of Input', (value) => form(mapper({ prompt: 'x', generate_audio: value }))],
	['Additional Fields', (value) => createVidu({ additionalFields: value } as INodeParameters)],
	[
		'a value of Additional Fields',
		(value) => createVidu({ additionalFields: { seed: value, bgm: value } } as INodeParameters),
	],
];

/** What the user sees of the error, if there is one. */
async function errorOf(parameters: INodeParameters, odd: unknown): Promise<string | null> {
	const options = { sim, parameters, items: [{ json: { odd } as IDataObject }] };
	const { error } = await executeNode(options);
	if (error === undefined) return null;
	expectNothingSent(sim);
	return messageOf(error);
}

function expectWords(message: string): void {
	expect(message).toMatch(/^[A-Z"][^\n[{]+\. .+\.$/);
	expect(message).not.toMatch(/"code"|"path"|invalid_type|invalid_union/);
}

describe.each(PLACES)('An odd value of %s', (_field, parametersWith) => {
	it('leads to no error but one in words, set in the node', async () => {
		for (const value of VALUES) {
			sim.reset(); // an empty list is accepted, and creates a task
			const message = await errorOf(parametersWith(value), 0);
			if (message !== null) expectWords(message);
		}
	});

	it('leads to no error but one in words, returned by an expression', async () => {
		const { items } = await executeNode({
			sim,
			parameters: parametersWith(ODD),
			items: VALUES.map((odd) => ({ json: { odd } as IDataObject })),
			continueOnFail: true,
		});
		expect(items).toHaveLength(VALUES.length);
		for (const { json: output } of items) {
			if (typeof output.error === 'string') expectWords(output.error);
		}
	});
});

it.each<[string, INodeParameters, unknown, RegExp]>([
	[
		'a number as a model field',
		json({ mediaFromBinary: { files: [{ field: ODD, binaryPropertyName: 'data' }] } }),
		7,
		/^Files From Binary Data is not valid\. It must be .*both names are text/,
	],
	[
		'text as the values of Input',
		form(mapper(ODD)),
		'a cat',
		/^The input of the model is not valid\. .*Using JSON/,
	],
	[
		'a list as the values of Input',
		form(mapper(ODD)),
		['a cat'],
		/^The input of the model is not valid\. .*Using JSON/,
	],
	['null as the values of Input', form(mapper(null)), 0, /^Required input is missing\./],
])('%s is refused with the way out', async (_what, parameters, value, message) => {
	expect(await errorOf(parameters, value)).toMatch(message);
});
