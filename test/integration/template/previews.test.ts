import type { INodeParameters } from 'n8n-workflow';
import { MEDIA } from '../../../dev/simulator';
import {
	bytesOf,
	executeAsTool,
	executeNode,
	locator,
	messageOf,
	useKlingCatalogue,
	useSimulator,
	type ExecuteOptions,
} from '../support';

const sim = useSimulator();

const file = (path: string) => `${sim.mediaUrl}/media/${path}`;
const useTemplates = (...entries: Array<{ cover_url?: string; video_url?: string }>) =>
	useKlingCatalogue(sim, ...entries.map((entry, index) => ({ key: `t_${index}`, ...entry })));
const complete = () => ({ cover_url: file('covers/a.png'), video_url: file('previews/a.mp4') });
const parametersOf = (options: INodeParameters, more: INodeParameters = {}): INodeParameters => ({
	resource: 'template',
	operation: 'getMany',
	platform: 'kling',
	options,
	...more,
});
const DOWNLOAD = { downloadPreviews: true };
const getMany = async (
	options: INodeParameters = DOWNLOAD,
	more: INodeParameters = {},
	rest: Partial<ExecuteOptions> = {},
) => await executeNode({ sim, parameters: parametersOf(options, more), ...rest });
const mediaRequests = () => sim.requestsTo('media');

describe('Download Previews', () => {
	it('returns the cover and the preview of each template as binary fields', async () => {
		useTemplates(complete(), complete());
		const { items, error } = await getMany();
		expect(error).toBeUndefined();
		expect(items).toHaveLength(2);
		for (const { binary = {}, json } of items) {
			expect(Object.keys(binary).sort()).toEqual(['cover', 'preview']);
			expect(binary.cover).toMatchObject({ mimeType: 'image/png' });
			expect(binary.preview).toMatchObject({ mimeType: 'video/mp4', fileType: 'video' });
			expect(json).not.toHaveProperty('download_errors');
		}
		expect(items[1]?.binary?.cover?.fileName).toBe('t_1-cover.png');
		const cover = items[0]?.binary?.cover;
		expect(cover && (await bytesOf(cover))).toEqual(MEDIA.png.bytes);
	});

	it('is off by default', async () => {
		useTemplates(complete());
		const { items } = await getMany({});
		expect(items[0]).not.toHaveProperty('binary');
		expect(mediaRequests()).toEqual([]);
	});

	it('applies to Template > Get, and with Simplify off', async () => {
		useTemplates(complete());
		const parameters = parametersOf(DOWNLOAD, {
			operation: 'get',
			templateId: locator('t_0'),
			simplify: false,
		});
		const { items } = await executeNode({ sim, parameters });
		expect(items).toMatchObject([{ json: { key: 't_0' } }]);
		expect(Object.keys(items[0]?.binary ?? {}).sort()).toEqual(['cover', 'preview']);
	});

	it('downloads nothing for a template without URLs', async () => {
		useTemplates({});
		const { items } = await getMany();
		expect(items).toMatchObject([{ json: { id: 't_0' }, binary: {} }]);
		expect(items[0]?.json).not.toHaveProperty('download_errors');
	});

	it.each<[string, () => string, string]>([
		['does not exist', () => file('nothing/a.png'), 'The file is no longer available'],
		[
			'points into a private network',
			() => 'http://169.254.169.254/x',
			'The file URL is not allowed',
		],
		['is not an http(s) URL', () => 'file:///etc/passwd', 'The file URL is not allowed'],
	])('returns a template without its cover where that %s', async (_why, url, reason) => {
		useTemplates({ ...complete(), cover_url: url() }, complete());
		const { items, error } = await getMany();
		expect(error).toBeUndefined();
		expect(items[0]?.json).toMatchObject({ id: 't_0', download_errors: { cover: reason } });
		expect(Object.keys(items[0]?.binary ?? {})).toEqual(['preview']);
		expect(Object.keys(items[1]?.binary ?? {}).sort()).toEqual(['cover', 'preview']);
	});

	it('leaves out files that are larger than Max Size (MB)', async () => {
		const [big = ''] = sim.media.set('big', { body: { size: 1_200_000 } });
		useTemplates({ ...complete(), video_url: big });
		const { items } = await getMany({ ...DOWNLOAD, maxSizeMb: 1 });
		expect(items[0]?.json).toMatchObject({ download_errors: { preview: 'The file is too large' } });
		expect(Object.keys(items[0]?.binary ?? {})).toEqual(['cover']);
	});

	it('downloads at most five files at once, and only those of the templates within the limit', async () => {
		useTemplates(...Array.from({ length: 20 }, complete));
		sim.faults.add({ endpoint: 'media', kind: 'latency', ms: 40 });
		const { items } = await getMany(DOWNLOAD, { limit: 10 });
		expect(items).toHaveLength(10);
		expect(mediaRequests()).toHaveLength(20);
		expect(sim.peakConcurrency('media')).toBeLessThanOrEqual(5);
	});

	it('sends no API key to the host of the files', async () => {
		useTemplates(complete());
		await getMany();
		for (const { headers } of mediaRequests()) expect(headers).not.toHaveProperty('x-api-key');
		expect(sim.leaks).toEqual([]);
	});

	it('refuses a size that is not a number, before a request is sent', async () => {
		expect(messageOf((await getMany({ maxSizeMb: '={{ "x" }}' })).error)).toMatch(
			/^Max Size \(MB\)/,
		);
		expect(sim.requests).toEqual([]);
	});

	it('downloads nothing for an AI agent, which reads text only', async () => {
		useTemplates(complete());
		const parameters = parametersOf(DOWNLOAD);
		const { output } = await executeAsTool('tool node', { sim, items: [{ json: {} }], parameters });
		expect(output).toMatchObject([[{ json: { id: 't_0' } }]]);
		expect(mediaRequests()).toEqual([]);
	});
});
