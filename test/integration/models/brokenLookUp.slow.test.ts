import { startSimulator, type FaultKind } from '../../../dev/simulator';
import { createFromJson, createFromModel, executeNode, messageOf, useSimulator } from '../support';

jest.setTimeout(30_000); // reads are retried for up to 7.5 s

const sim = useSimulator({ taskTimings: 'manual' });

/**
 * Creates a task at a Crun of its own, where the model look-up is broken. @returns the inputs of the created
 * tasks
 */
async function createWith(fault: FaultKind): Promise<unknown> {
	const crun = await startSimulator({ taskTimings: 'manual' });
	try {
		crun.faults.add({ endpoint: 'Model', ...fault });
		const { error } = await executeNode({
			sim: crun,
			parameters: createFromModel('google/veo-3', { prompt: 'A cat', seed: null }),
		});
		return error ?? crun.ledger.created.map(({ input }) => input);
	} finally {
		await crun.stop();
	}
}

describe('a task whose model schema is unavailable', () => {
	it.each<[string, FaultKind[]]>([
		['answers HTTP 404', [{ kind: 'status', status: 404 }]],
		['is switched off', [{ kind: 'codeInOk', code: 505 }]],
		['returns no data', [{ kind: 'dataNull' }]],
		['returns no schema', [{ kind: 'body', body: { code: 200, data: { model: 'google/veo-3' } } }]],
		[
			'is down, returns nonsense or resets the connection',
			[{ kind: 'status', status: 500 }, { kind: 'html', status: 200 }, { kind: 'resetBefore' }],
		],
	])('is created anyway when the look-up %s', async (_what, faults) => {
		const inputs = await Promise.all(faults.map(createWith));

		expect(inputs).toEqual(faults.map(() => [{ prompt: 'A cat' }]));
	});

	it.each(['labs/prose-schema', 'labs/broken-schema', 'labs/no-schema'])(
		'is created with its JSON input unchanged when the schema cannot be read (%s)',
		async (model) => {
			const input = { prompt: 'A cat', deep: { list: [1, null, 'two'] }, loop: false };

			const { error } = await executeNode({
				sim,
				parameters: createFromJson(model, JSON.stringify(input)),
			});

			expect(error).toBeUndefined();
			expect(sim.ledger.created).toMatchObject([{ model, input }]);
		},
	);

	it('fails with every entry of Crun’s own message when Crun refuses the input', async () => {
		sim.faults.add({ endpoint: 'Model', kind: 'dataNull' });

		const { error } = await executeNode({
			sim,
			parameters: createFromJson('google/veo-3', '{"loop":true}'),
		});

		expect(messageOf(error)).toMatch(/input\.prompt: Required.*input\.loop: unknown field/);
		expect(sim.ledger.created).toEqual([]);
	});

	it('shares the failed attempts with the other items instead of repeating them for each', async () => {
		sim.faults.add({ endpoint: 'Model', kind: 'status', status: 500 });
		const items = Array.from({ length: 8 }, (_, index) => ({ json: { index } }));

		await executeNode({
			sim,
			items,
			parameters: createFromModel('google/veo-3', { prompt: '={{ String($json.index) }}' }),
		});

		expect(sim.ledger.created).toHaveLength(8);
		expect(sim.requestsTo('Model').length).toBeLessThanOrEqual(5);
	});
});
