import { MESSAGES } from '../../../dev/simulator';
import { getModelFields, loadOptions, locator, useSimulator } from '../support';

jest.setTimeout(20_000); // reads are tried again for up to 7.5 s

const sim = useSimulator();

const form = async (model: string) => await getModelFields(model, { sim });
const mediaFields = async (model: string) =>
	await loadOptions('getMediaFields', {
		sim,
		parameters: { resource: 'task', operation: 'create', model: locator(model, 'list') },
	});

it.each(['labs/prose-schema', 'labs/broken-schema', 'labs/no-schema'])(
	'a schema nobody can read is said so, with the way out (%s)',
	async (model) => {
		expect(await form(model)).toEqual({
			fields: [],
			emptyFieldsNotice: expect.stringMatching(/Input As.*JSON/) as string,
		});
	},
);

it('a model that is gone is said so', async () => {
	expect(await form('google/gone')).toEqual({
		fields: [],
		emptyFieldsNotice: expect.stringContaining('no such model any more') as string,
	});
});

it.each([
	['answers nothing', { kind: 'dataNull' }],
	[
		'gives a schema of another shape',
		{ kind: 'codeInOk', code: 200, data: { model: 'google/veo-3', input_schema: ['prompt'] } },
	],
] as const)('when the look-up %s, the notice offers JSON', async (_what, fault) => {
	sim.faults.add({ endpoint: 'Model', ...fault });
	expect(await form('google/veo-3')).toEqual({
		fields: [],
		emptyFieldsNotice: expect.stringMatching(/JSON/) as string,
	});
});

it.each([
	['is switched off', { kind: 'codeInOk', code: 505, message: 'switched off' }, 'switched off'],
	['answers a gateway’s page', { kind: 'html', status: 502 }, 'google/veo-3'],
] as const)('when the look-up %s, the editor says so', async (_what, fault, words) => {
	sim.faults.add({ endpoint: 'Model', ...fault });
	await expect(form('google/veo-3')).rejects.toThrow(words);
});

it('a model that is in the list, but whose own page is not there, is not called gone', async () => {
	sim.faults.add({ endpoint: 'Model', kind: 'status', status: 404 });
	expect(await form('google/veo-3')).toEqual({
		fields: [],
		emptyFieldsNotice: expect.stringMatching(/JSON/) as string,
	});
});

it.each(['', '={{ $json.model }}'])(
	'while no model is chosen (%p) nothing is asked and nothing shown',
	async (model) => {
		expect(await form(model)).toEqual({ fields: [] });
		expect(await mediaFields(model)).toEqual([]);
		expect(sim.requests).toEqual([]);
	},
);

it('a wrong key is told in Crun’s words', async () => {
	await expect(
		getModelFields('google/veo-3', { sim, credential: { apiKey: 'ak_wrong' } }),
	).rejects.toThrow(MESSAGES.invalidKey);
});

it('the fields that take a file are offered for binary data', async () => {
	expect(await mediaFields('sync/lipsync-2')).toEqual([
		{ name: 'Video URL', value: 'video_url' },
		{ name: 'Audio URL', value: 'audio_url' },
	]);
	expect(await mediaFields('ideogram/character')).toEqual([
		{ name: 'Reference image URLs', value: 'reference_image_urls' },
	]);
	expect(await mediaFields('google/veo-3')).toEqual([]);
});
