import type { INodeProperties } from 'n8n-workflow';
import { Crun } from '../../../nodes/Crun/Crun.node';
import { createFromPhotos, executeNode, messageOf, photos, useSimulator } from '../support';

const sim = useSimulator({ taskTimings: { pendingMs: 0, runningMs: 0 } });

const LIMITS = {
	concurrency: { label: 'Concurrency', least: 1, most: 20, below: 0.9, above: 21 },
	pollIntervalSeconds: {
		label: 'Poll Interval (Seconds)',
		least: 0.2,
		most: 300,
		below: 0.19,
		above: 300.1,
	},
	timeoutMinutes: {
		label: 'Timeout (Minutes)',
		least: 0.01,
		most: 1440,
		below: 0.009,
		above: 1440.1,
	},
};
type OptionName = keyof typeof LIMITS;
const names = Object.keys(LIMITS) as OptionName[];

/** What an expression can give. */
const bad = (name: OptionName): Array<[string, string]> => {
	const { below, above } = LIMITS[name];
	const values = [
		'0',
		'-1',
		'-0.5',
		'NaN',
		'Infinity',
		'-Infinity',
		'"soon"',
		'"5 minutes"',
		'""',
		'"  "',
		'null',
		'true',
		'false',
		'[]',
		'[5]',
		'{}',
		'"1e999"',
		String(below),
		String(above),
		`"${above}"`,
	];
	return values.map((value) => [value, `={{ ${value} }}`]);
};

const ways = [
	['task create', (options: object) => createFromPhotos('poll', { ...options })],
	[
		'task wait',
		(options: object) => ({
			resource: 'task',
			operation: 'wait',
			taskId: 'some-id',
			options: { ...options },
		}),
	],
] as const;

describe.each(ways)('%s', (_, parameters) => {
	describe.each(names)('%s', (name) => {
		const { label, least, most } = LIMITS[name];

		it.each(bad(name))(
			'%s is refused, with its limits, before anything is sent',
			async (_value, expression) => {
				const { error, waitTill } = await executeNode({
					sim,
					items: photos('a'),
					parameters: parameters({ [name]: expression }),
				});
				const message = messageOf(error);
				expect(message).toContain(label);
				expect(message).toContain(`${least} to ${most}`);
				expect(message).not.toContain('\n');
				expect(waitTill).toBeUndefined();
				expect(sim.requests).toHaveLength(0);
			},
		);

		it('is an item error when the node continues on fail', async () => {
			const { items } = await executeNode({
				sim,
				items: photos('a', 'b'),
				parameters: parameters({ [name]: '={{ -1 }}' }),
				continueOnFail: true,
			});
			expect(items).toMatchObject(
				[0, 1].map((item) => ({
					json: { error: expect.stringContaining(label) as unknown },
					pairedItem: { item },
				})),
			);
			expect(sim.requests).toHaveLength(0);
		});
	});
});

it.each(
	names.flatMap((name) => [
		[name, LIMITS[name].least],
		[name, LIMITS[name].most],
		[name, `={{ "${LIMITS[name].most}" }}`],
	]),
)('%s may be %s', async (name, value) => {
	const { json, error } = await executeNode({
		sim,
		items: photos('a'),
		parameters: createFromPhotos('none', { [name]: value }),
	});
	expect(error).toBeUndefined();
	expect(json).toMatchObject([{ status: 'pending' }]);
});

it.each([0.5, 1.5, 19.999])('concurrency must be whole, %d is refused', async (concurrency) => {
	const { error } = await executeNode({
		sim,
		items: photos('a'),
		parameters: createFromPhotos('none', { concurrency }),
	});
	expect(messageOf(error)).toContain('whole');
	expect(sim.requests).toHaveLength(0);
});

it.each([
	['onTimeout', 'On Timeout'],
	['onTaskFailure', 'On Task Failure'],
])('%s must be one of its choices', async (name, label) => {
	const { error } = await executeNode({
		sim,
		items: photos('a'),
		parameters: createFromPhotos('poll', { [name]: 'whatever' }),
	});
	expect(messageOf(error)).toMatch(new RegExp(`${label}.*whatever`));
	expect(sim.requests).toHaveLength(0);
});

it.each(['soon', '', 'Poll'])(
	'Wait For Result must be one of its choices, %p is refused',
	async (waitMode) => {
		const { error } = await executeNode({
			sim,
			items: photos('a'),
			parameters: { ...createFromPhotos('none'), waitMode },
		});
		expect(messageOf(error)).toContain('none, poll, suspend');
		expect(sim.requests).toHaveLength(0);
	},
);

describe('the fields themselves', () => {
	const isProperty = (one: object): one is INodeProperties => 'displayName' in one && 'type' in one;
	const shown = ({ displayOptions }: INodeProperties) =>
		(displayOptions?.show?.operation ?? []).map(String);
	const collections = new Crun().description.properties.filter(
		({ name, type }) => name === 'options' && type === 'collection',
	);
	const operations = [...new Set(collections.flatMap(shown))];

	it.each(['createByteDance', 'createVidu', 'wait'])('%s has them', (operation) =>
		expect(operations).toContain(operation),
	);

	it.each(names)(
		'%s carries the limits that expressions are held to, and a default within them',
		(name) => {
			const fields = collections
				.flatMap(({ options = [] }) => options.filter(isProperty))
				.filter((one) => one.name === name);
			expect(fields.length).toBeGreaterThanOrEqual(1);
			for (const { type, typeOptions, default: value } of fields) {
				const { least, most } = LIMITS[name];
				expect({ type, minValue: typeOptions?.minValue, maxValue: typeOptions?.maxValue }).toEqual({
					type: 'number',
					minValue: least,
					maxValue: most,
				});
				expect(value).toBeGreaterThanOrEqual(least);
				expect(value).toBeLessThanOrEqual(most);
			}
		},
	);
});
