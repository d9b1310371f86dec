import { DISABLED_API_KEY, MESSAGES } from '../../../dev/simulator';
import { listSearch, useSimulator } from '../support';

const sim = useSimulator();

const search = async (filter?: string) =>
	(await listSearch('searchModels', { sim, filter })).results;
const values = async (filter?: string) => (await search(filter)).map(({ value }) => value);

it('lists every model, those that make the same thing in the same way together', async () => {
	const results = await search();
	expect(results).toHaveLength(sim.models.length);
	const groups = results.map(({ value }) => {
		const { modality, operation } = sim.models.find(({ model }) => model === value) ?? {};
		return `${modality} ${operation}`;
	});
	expect(groups.filter((group, index) => group !== groups[index - 1])).toHaveLength(
		new Set(groups).size,
	);
});

it('puts what says nothing of itself last', async () => {
	expect((await values()).slice(-2).sort()).toEqual(['labs/broken-schema', 'labs/no-schema']);
});

it('shows what a model makes and how, and never a hole', async () => {
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
	['a model’s name', 'nano-banana', ['google/nano-banana-edit', 'google/nano-banana']],
	['words in any order and case', '  VIDEO  Sora ', ['openai/sora-2-image', 'openai/sora-2']],
	['what it makes and how', 'audio text-to-speech', ['elevenlabs/text-to-speech']],
	['a description', 'three dimensions', ['tripo/image-to-3d']],
	['nothing that there is', 'no such model', []],
])('is searched for %s', async (_what, words, found) => {
	expect(await values(words)).toEqual(found);
});

it('asks once, whatever is searched for', async () => {
	await search('sora');
	expect(sim.requests.map(({ endpoint }) => endpoint)).toEqual(['Models']);
});

it('leaves out an entry nobody can read, and keeps the others', async () => {
	const [first] = sim.models;
	Reflect.deleteProperty(first ?? {}, 'model');
	expect(await values()).toHaveLength(sim.models.length - 1);
});

it('a list that cannot be had fails with Crun’s words', async () => {
	await expect(
		listSearch('searchModels', { sim, credential: { apiKey: DISABLED_API_KEY } }),
	).rejects.toThrow(MESSAGES.disabledKey);
});
