import { DISABLED_API_KEY } from '../../../dev/simulator';
import { listSearch, messageOf, useSimulator } from '../support';

const sim = useSimulator();

const search = async (filter?: string) =>
	(await listSearch('searchModels', { sim, filter })).results;
const foundModels = async (filter?: string) => (await search(filter)).map(({ value }) => value);

describe('the list of models', () => {
	it('contains every model, grouped by what it creates and from what', async () => {
		const results = await search();

		expect(results).toHaveLength(sim.models.length);
		const groups = results.map(({ value }) => {
			const { modality, operation } = sim.models.find(({ model }) => model === value) ?? {};
			return `${modality} ${operation}`;
		});
		const groupStarts = groups.filter((group, index) => group !== groups[index - 1]);
		expect(groupStarts).toHaveLength(new Set(groups).size);
	});

	it('ends with the models that have no modality and operation', async () => {
		const lastTwo = (await foundModels()).slice(-2);

		expect(lastTwo.sort()).toEqual(['labs/broken-schema', 'labs/no-schema']);
	});

	it('shows modality and operation in the name of a model, and omits what is missing', async () => {
		const results = await search();

		expect(results.find(({ value }) => value === 'google/nano-banana')).toEqual({
			name: 'google/nano-banana · image · text-to-image',
			value: 'google/nano-banana',
			description: 'Google Nano Banana: text to image',
		});
		expect(results.find(({ value }) => value === 'labs/no-schema')).toEqual({
			name: 'labs/no-schema',
			value: 'labs/no-schema',
		});
		for (const { name } of results) expect(name).not.toMatch(/null|undefined|· *$|^ *·/);
	});

	it.each([
		['part of a name', 'nano-banana', ['google/nano-banana-edit', 'google/nano-banana']],
		['words in any order and case', '  VIDEO  Sora ', ['openai/sora-2-image', 'openai/sora-2']],
		['modality and operation', 'audio text-to-speech', ['elevenlabs/text-to-speech']],
		['part of a description', 'creates a 3d model', ['tripo/image-to-3d']],
		['words that match no model', 'no such model', []],
	])('can be searched by %s', async (_what, words, models) => {
		expect(await foundModels(words)).toEqual(models);
	});

	it('takes a single request, whatever is searched for', async () => {
		await search('sora');

		expect(sim.requests.map(({ endpoint }) => endpoint)).toEqual(['Models']);
	});

	it('omits an invalid entry and keeps the others', async () => {
		const [first] = sim.models;
		Reflect.deleteProperty(first ?? {}, 'model');

		expect(await foundModels()).toHaveLength(sim.models.length - 1);
	});

	it('fails with the reason', async () => {
		const searching = listSearch('searchModels', {
			sim,
			credential: { apiKey: DISABLED_API_KEY },
		});

		const text = await searching.catch(messageOf);
		expect(text).toMatch(
			/^The Crun API key is disabled\. Could not list the models\. API key is disabled \(403\)\. Enable/,
		);
	});
});
