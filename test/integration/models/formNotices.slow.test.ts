import { MESSAGES } from '../../../dev/simulator';
import { getModelFields, loadOptions, locator, messageOf, useSimulator } from '../support';

jest.setTimeout(20_000); // reads are retried for up to 7.5 s

const sim = useSimulator();

const form = async (model: string) => await getModelFields(model, { sim });
const mediaFields = async (model: string) =>
	await loadOptions('getMediaFields', {
		sim,
		parameters: { resource: 'task', operation: 'create', model: locator(model, 'list') },
	});
const emptyFormWithNotice = (notice: unknown) => ({ fields: [], emptyFieldsNotice: notice });

describe('the form of a model', () => {
	it.each(['labs/prose-schema', 'labs/broken-schema', 'labs/no-schema'])(
		'suggests JSON input when the schema cannot be read (%s)',
		async (model) => {
			expect(await form(model)).toEqual(
				emptyFormWithNotice(expect.stringMatching(/Specify Input.*Using JSON/)),
			);
		},
	);

	it('reports that a model no longer exists', async () => {
		expect(await form('google/gone')).toEqual(
			emptyFormWithNotice(expect.stringContaining('does not offer this model, or no longer does')),
		);
	});

	it.each([
		['returns no data', { kind: 'dataNull' }],
		[
			'returns a schema of another shape',
			{ kind: 'codeInOk', code: 200, data: { model: 'google/veo-3', input_schema: ['prompt'] } },
		],
	] as const)('suggests JSON input when the look-up %s', async (_what, fault) => {
		sim.faults.add({ endpoint: 'Model', ...fault });

		expect(await form('google/veo-3')).toEqual(emptyFormWithNotice(expect.stringMatching(/JSON/)));
	});

	it('suggests JSON input when the look-up answers HTTP 404 for a model that is in the list', async () => {
		sim.faults.add({ endpoint: 'Model', kind: 'status', status: 404 });

		expect(await form('google/veo-3')).toEqual(emptyFormWithNotice(expect.stringMatching(/JSON/)));
	});

	it.each([
		[
			'is switched off',
			{ kind: 'codeInOk', code: 505, message: 'switched off' },
			/^Crun has disabled this feature\. .*switched off \(505\)/,
		],
		['returns a gateway’s error page', { kind: 'html', status: 502 }, /google\/veo-3/],
	] as const)('fails with an error when the look-up %s', async (_what, fault, message) => {
		sim.faults.add({ endpoint: 'Model', ...fault });

		expect(await form('google/veo-3').catch(messageOf)).toMatch(message);
	});

	it('fails with Crun’s own message when the API key is wrong', async () => {
		const loading = getModelFields('google/veo-3', { sim, credential: { apiKey: 'ak_wrong' } });

		const text = await loading.catch(messageOf);
		expect(text).toMatch(/^Crun rejected the API key\. /);
		expect(text).toContain(`${MESSAGES.invalidKey} (401)`);
	});

	it.each(['', '={{ $json.model }}'])(
		'is empty, and nothing is requested, while no model is chosen (%p)',
		async (model) => {
			expect(await form(model)).toEqual({ fields: [] });
			expect(await mediaFields(model)).toEqual([]);
			expect(sim.requests).toEqual([]);
		},
	);
});

describe('Files From Binary Data', () => {
	it('offers the fields of the model that take a file', async () => {
		expect(await mediaFields('sync/lipsync-2')).toEqual([
			{ name: 'Video URL', value: 'video_url' },
			{ name: 'Audio URL', value: 'audio_url' },
		]);
		expect(await mediaFields('ideogram/character')).toEqual([
			{ name: 'Reference image URLs', value: 'reference_image_urls' },
		]);
		expect(await mediaFields('google/veo-3')).toEqual([]);
	});
});
