import { resultQuirks, type MediaFile } from '../../../dev/simulator';
import type { INodeParameters } from 'n8n-workflow';
import type { JsonObject } from '../../../nodes/Crun/crun/contract';
import {
	bytesOf,
	downloadFiles,
	executeNode,
	existingTask,
	finishedTask,
	getTask,
	messageOf,
	useBinaryDataMode,
	useSimulator,
} from '../support';

/** The results of finished tasks, of whatever kind and in whatever form. */

const sim = useSimulator({ taskTimings: 'manual', callbacks: false });
beforeAll(async () => await useBinaryDataMode('filesystem'));

const get = async (id: string, more: INodeParameters = {}) =>
	(await executeNode({ sim, parameters: getTask(id, more) })).json[0];

const finishWith = (fields: JsonObject) => {
	const { task_id: id } = sim.tasks.finish(existingTask(sim), 'success', fields);
	return id;
};

describe.each(Object.entries(resultQuirks))('A result of the form %s', (form, quirk) => {
	const files: MediaFile[] = form.endsWith('OneObject') ? [{}] : [{}, { type: 'image/png' }];

	it('shows its files', async () => {
		const id = finishedTask(sim, files);
		const documented = await get(id);
		sim.settings.quirks = [quirk];
		expect(await get(id)).toEqual(documented);
		expect(documented?.files).toHaveLength(files.length);
	});

	it('is downloaded', async () => {
		const id = finishedTask(sim, files);
		sim.settings.quirks = [quirk];
		const { items, error } = await executeNode({ sim, parameters: downloadFiles(id) });
		expect(error).toBeUndefined();
		expect(Object.keys(items[0]?.binary ?? {})).toEqual(['data', 'data_1'].slice(0, files.length));
	});
});

describe('A file', () => {
	it.each([
		['video.mp4', 'video'],
		['Clip.MOV?sign=a/b.png', 'video'],
		['image.webp', 'image'],
		['song.mp3', 'audio'],
		['song.opus#t=1', 'audio'],
		['captions.srt', 'text'],
		['words.json', 'text'],
		['model.glb', '3d'],
		['model.3mf', '3d'],
		['frames.zip', 'archive'],
		['frames.tar.gz', 'archive'],
		['paper.pdf', 'other'],
		['file', 'unknown'],
		['file.', 'unknown'],
		['v1.2', 'unknown'],
		['', 'unknown'],
	])('%j is of the kind %s', async (name, kind) => {
		const url = `https://files.example.com/o/${name}`;
		expect(await get(finishWith({ result: { media_urls: [url] } }))).toMatchObject({
			media_urls: [url],
			video_url: ['video', 'unknown'].includes(kind) ? url : null,
			files: [{ url, kind }],
		});
	});

	it('that is a video is the video URL, wherever it stands', async () => {
		const [audio, none, video] = ['a.mp3', 'b', 'c.mp4'].map((name) => `https://x.example/${name}`);
		const media_urls = [audio ?? '', none ?? '', video ?? ''];
		expect(await get(finishWith({ result: { media_urls } }))).toMatchObject({
			media_urls,
			video_url: video,
		});
	});

	it('of a Suno task is audio, with its cover', async () => {
		const suno_audio_url = 'https://cdn.example.com/song.mp3';
		const suno_image_url = 'https://cdn.example.com/cover.jpeg';
		const song = { id: 'a', title: 'https', suno_audio_url, suno_image_url, duration: 124 };
		expect(await get(finishWith({ result: { code: 200, suno_data: [song] } }))).toMatchObject({
			media_urls: [suno_audio_url, suno_image_url],
			video_url: null,
			files: [
				{ url: suno_audio_url, kind: 'audio' },
				{ url: suno_image_url, kind: 'image' },
			],
		});
	});

	it('keeps the signature of its storage host, whatever field it is in', async () => {
		const url = 'https://cdn.example.com/song?signature=s3cret';
		const id = finishWith({ result: { suno_data: [{ suno_audio_url: url }] } });
		expect(JSON.stringify(await get(id))).toContain('s3cret');
		expect(JSON.stringify(await get(id, { simplify: false }))).toContain('s3cret');
	});
});

describe('A finished task without files', () => {
	it.each<[string, JsonObject['result']]>([
		['a text', 'Once upon a time'],
		['a text with a URL in it', 'See https://example.com/ for more'],
		['an object', { code: 200, message: 'success', text: 'Once upon a time' }],
		['a number', 42],
		['nothing', null],
		['an empty list of files', { code: 200, media_urls: [] }],
	])('shows its result as Crun sent it: %s', async (_, result) => {
		const json = await get(finishWith({ result }));
		expect(json).toMatchObject({ status: 'success', media_urls: [], video_url: null, files: [] });
		expect(json?.result).toEqual(result);
	});

	it('shows no result while it is running, or when it has failed', async () => {
		const running = existingTask(sim);
		const failed = sim.tasks.finish(existingTask(sim), 'failed').task_id;
		for (const id of [running, failed]) expect(await get(id)).not.toHaveProperty('result');
	});

	it('has nothing to download: the error says where the text is', async () => {
		const id = finishWith({ result: 'Once upon a time' });
		const { error } = await executeNode({ sim, parameters: downloadFiles(id) });
		expect(messageOf(error)).toMatch(/^The task has no files\. .*Task > Get shows.*"result"/);
	});
});

describe('Task > Download', () => {
	const SRT = '1\n00:00:01,000 --> 00:00:02,000\nHello\n';
	const GLB = Buffer.concat([Buffer.from('glTF'), Buffer.alloc(60, 1)]);
	const ZIP = Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.alloc(60, 1)]);
	const PAGE = '<!doctype html><title>Not found</title>';

	it.each<[string, string | Buffer, string, string]>([
		['captions.srt', SRT, 'text/plain', 'application/x-subrip'],
		['captions.srt', `\ufeff${SRT}`, 'application/octet-stream', 'application/x-subrip'],
		['captions.vtt', `WEBVTT\n\n${SRT}`, 'text/vtt', 'text/vtt'],
		['lyrics.txt', 'La', 'text/plain', 'text/plain'],
		['words.json', '{"words": []}', 'application/json', 'application/json'],
		['words.json', '[]', 'text/plain', 'application/json'],
		['tags.xml', '<?xml version="1.0"?><tags/>', 'application/xml', 'application/xml'],
		['model.glb', GLB, 'application/octet-stream', 'model/gltf-binary'],
		['model.gltf', '{"asset":{"version":"2.0"}}', 'application/json', 'model/gltf+json'],
		['model.obj', 'v 0 0 0\n', 'text/plain', 'model/obj'],
		['frames.zip', ZIP, 'application/zip', 'application/zip'],
	])('stores %s (%j, declared as %s) as %s', async (name, body, type, mimeType) => {
		const content = Buffer.isBuffer(body) ? body : Buffer.from(body);
		const id = finishedTask(sim, [{ name, body: content, type }]);
		const { items, error } = await executeNode({ sim, parameters: downloadFiles(id) });
		expect(error).toBeUndefined();
		const data = items[0]?.binary?.data;
		const [, extension] = name.split('.');
		const fileName = expect.stringMatching(`^[a-z][a-z0-9-]*-1\\.${extension}$`) as string;
		expect(data).toMatchObject({ fileName, mimeType });
		expect(await bytesOf(data)).toEqual(content);
	});

	it.each<[string, string | Buffer, string]>([
		['captions.srt', PAGE, 'text/html'],
		['captions.srt', PAGE, 'text/plain'],
		['captions.srt', '{"code":404,"message":"expired"}', 'application/json'],
		['captions.srt', Buffer.alloc(80), 'application/octet-stream'],
		['captions.srt', '', 'text/plain'],
		['words.json', PAGE, 'application/json'],
		['words.json', 'Not found', 'application/json'],
		['tags.xml', '<?xml version="1.0"?><Error><Code>AccessDenied</Code></Error>', 'text/xml'],
		['tags.xml', PAGE, 'application/xml'],
		['model.glb', Buffer.alloc(80, 1), 'application/octet-stream'],
		['model.obj', PAGE, 'text/plain'],
		['frames.zip', Buffer.alloc(80, 1), 'application/zip'],
		['video.mp4', SRT, 'text/plain'],
		['file', SRT, 'text/plain'],
	])('refuses a %s that is %j, declared as %s', async (name, body, type) => {
		const content = Buffer.isBuffer(body) ? body : Buffer.from(body);
		const id = finishedTask(sim, [{ name, body: content, type }]);
		const { items, error } = await executeNode({ sim, parameters: downloadFiles(id) });
		expect(messageOf(error)).toMatch(/^The URL of the result file did not return a \w+ file\. /);
		expect(items).toEqual([]);
	});
});
