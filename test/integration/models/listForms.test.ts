import { quirks } from '../../../dev/simulator';
import { createFromModel, executeNode, listSearch, messageOf, useSimulator } from '../support';

const sim = useSimulator({ taskTimings: 'manual' });

const search = async (filter?: string) =>
	(await listSearch('searchModels', { sim, filter })).results;
const messageOfSearch = async () =>
	messageOf(await listSearch('searchModels', { sim }).catch((error: unknown) => error));
const list = (data: unknown) =>
	sim.faults.add({ endpoint: 'Models', kind: 'body', body: { code: 200, data } });

describe('The list of models', () => {
	it.each(['modelsAsTexts', 'modelsByName', 'modelOperations', 'totalAsText'] as const)(
		'contains every model in another form (%s)',
		async (form) => {
			sim.settings.quirks = [quirks[form]];
			const found = (await search()).map(({ value }) => value);
			expect([...found].sort()).toEqual(sim.models.map(({ model }) => model).sort());
		},
	);

	it('shows several operations, and the type of a model', async () => {
		sim.settings.quirks = [quirks.modelOperations];
		expect(await search('google/nano-banana upscale text-to-image')).toMatchObject([
			{
				name: 'google/nano-banana · image · text-to-image, upscale',
				value: 'google/nano-banana',
			},
		]);
	});

	it('shows the price of a model where Crun states one, and says nothing where it does not', async () => {
		list({
			models: [
				{ model: 'a/b', modality: 'video', credits: 12.5 },
				{ model: 'c/d', modality: 'video', credit: '1' },
				{ model: 'e/f', modality: 'video', credits: 'from 4' },
				{ model: 'g/h', modality: 'video', credits: { '720p': 3 } },
				{ model: 'i/j', modality: 'video', credits: 0, credit: 5 },
				{ model: 'k/l', modality: 'video', price: 0.2, credits: null },
			],
		});
		expect((await search()).map(({ name }) => name)).toEqual([
			'a/b · video · 12.5 credits',
			'c/d · video · 1 credit',
			'e/f · video',
			'g/h · video',
			'i/j · video · 0 credits',
			'k/l · video',
		]);
	});

	it('prefers the documented fields', async () => {
		list({
			models: [
				{
					model: 'a/b',
					name: 'A to B',
					modality: 'video',
					model_type: 'x',
					operation: 'edit',
					operations: ['y'],
				},
				'c/d',
				{ name: 'e/f', operations: [5, 'edit'] },
			],
		});
		expect((await search()).map(({ name }) => name)).toEqual([
			'a/b · video · edit',
			'e/f · edit',
			'c/d',
		]);
	});

	it('is an error if none of its entries can be read, and says how many', async () => {
		sim.settings.quirks = [quirks.unreadableModels];
		expect(await messageOfSearch()).toBe(
			`The list of models cannot be read. Crun returned ${sim.models.length} entries in a form that this node cannot read.`,
		);
	});

	it('leaves out what cannot be read', async () => {
		list({
			models: [
				null,
				5.5,
				'',
				' ',
				{},
				{ title: 'x' },
				{ name: ['x'] },
				{ name: 'A title' },
				[],
				'a/b',
			],
		});
		expect((await search()).map(({ value }) => value)).toEqual(['a/b']);
	});

	it('is an error if it has fewer entries than announced', async () => {
		list({ total: 40, models: ['a/b', 'c/d'] });
		expect(await messageOfSearch()).toBe(
			'The list of models is incomplete. Crun announced 40 models and returned 2. Try again later.',
		);
	});

	it('is empty if Crun has no models', async () => {
		list({ total: 0, models: [] });
		expect(await search()).toEqual([]);
	});
});

describe('A model that Crun does not describe', () => {
	const create = async () =>
		await executeNode({ sim, parameters: createFromModel('google/veo-3', { prompt: 'A cat' }) });

	it.each<[string, unknown]>([
		['it as a text', { models: ['a/b', 'google/veo-3'] }],
		['it by name', { models: [{ name: 'google/veo-3' }] }],
		['entries that cannot be read', { models: ['a/b', { title: 'Veo 3' }] }],
		['fewer entries than announced', { total: 40, models: ['a/b'] }],
		['nothing', { total: 0, models: [] }],
	])('is used anyway if the list has %s', async (_what, data) => {
		sim.faults.add({ endpoint: 'Model', kind: 'status', status: 404 });
		list(data);
		const { error, json } = await create();
		expect(error).toBeUndefined();
		expect(json).toMatchObject([{ status: 'pending' }]);
	});

	it('is refused if the whole list can be read and does not have it', async () => {
		sim.faults.add({ endpoint: 'Model', kind: 'status', status: 404 });
		list({ total: 2, models: ['a/b', { model: 'google/veo-3-fast' }] });
		expect(messageOf((await create()).error)).toMatch(/^Crun does not have this model/);
		expect(sim.ledger.created).toEqual([]);
	});
});
