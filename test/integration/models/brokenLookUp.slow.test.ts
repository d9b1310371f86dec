import { startSimulator, type FaultKind } from '../../../dev/simulator';
import { createFromJson, createFromModel, executeNode, messageOf, useSimulator } from '../support';

jest.setTimeout(30_000); // reads are tried again for up to 7.5 s

const sim = useSimulator({ taskTimings: 'manual' });

/** Creates a task while the look-up of its model is broken, at a Crun of its own. @returns what it was sent */
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

it.each<[string, FaultKind[]]>([
	['is not there', [{ kind: 'status', status: 404 }]],
	['is switched off', [{ kind: 'codeInOk', code: 505 }]],
	['answers nothing', [{ kind: 'dataNull' }]],
	['gives no schema', [{ kind: 'body', body: { code: 200, data: { model: 'google/veo-3' } } }]],
	[
		'is down, answers nonsense or resets the connection',
		[{ kind: 'status', status: 500 }, { kind: 'html', status: 200 }, { kind: 'resetBefore' }],
	],
])('a look-up that %s does not stop paid work', async (_what, faults) => {
	const sent = await Promise.all(faults.map(createWith));
	expect(sent).toEqual(faults.map(() => [{ prompt: 'A cat' }]));
});

it.each(['labs/prose-schema', 'labs/broken-schema', 'labs/no-schema'])(
	'a schema nobody can read lets the input through as it is (%s)',
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

it('what Crun then says about the input is told in its words, every entry', async () => {
	sim.faults.add({ endpoint: 'Model', kind: 'dataNull' });
	const { error } = await executeNode({
		sim,
		parameters: createFromJson('google/veo-3', '{"loop":true}'),
	});
	expect(messageOf(error)).toMatch(/input\.prompt: Required.*input\.loop: unknown field/);
	expect(sim.ledger.created).toEqual([]);
});

it('is waited for once, not once an item', async () => {
	sim.faults.add({ endpoint: 'Model', kind: 'status', status: 500 });
	const items = Array.from({ length: 8 }, (_, n) => ({ json: { n } }));
	await executeNode({
		sim,
		items,
		parameters: createFromModel('google/veo-3', { prompt: '={{ String($json.n) }}' }),
	});
	expect(sim.ledger.created).toHaveLength(8);
	expect(sim.requestsTo('Model').length).toBeLessThanOrEqual(5);
});
