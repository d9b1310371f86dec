import { createHash } from 'node:crypto';
import { endpoints, envelopeSchema, taskSchema } from '../../nodes/Crun/crun/contract';
import type { MediaFile, Simulator } from '../../dev/simulator';
import { MEDIA, startSimulator } from '../../dev/simulator';

let sim: Simulator;
beforeAll(async () => {
	sim = await startSimulator({ fileHosts: { storage: '127.0.0.1', media: '127.0.0.1' } });
});
beforeEach(() => sim.reset());
afterAll(async () => await sim.stop());

const MP4 = MEDIA.mp4.bytes;
const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

/** Serves one file, without a task. */
function place(file: MediaFile): string {
	const [url = ''] = sim.media.set('file', file);
	return url;
}

async function get(
	url: string,
	headers: Record<string, string> = {},
	redirect: 'manual' | 'follow' = 'manual',
) {
	const response = await fetch(url, { headers, redirect, signal: AbortSignal.timeout(2000) });
	const bytes = Buffer.from(await response.arrayBuffer());
	return {
		status: response.status,
		type: response.headers.get('content-type'),
		headers: response.headers,
		bytes,
	};
}

function task(): string {
	sim.settings.taskTimings = 'manual';
	return sim.tasks.create({
		model: 'bytedance/template',
		input: {},
		callback_url: null,
		credits: 1,
	}).task_id;
}

async function urlsOf(id: string) {
	const response = await fetch(`${sim.url}${endpoints.taskInfo.path}?task_id=${id}`, {
		headers: { 'x-api-key': sim.apiKey },
	});
	return taskSchema.parse(envelopeSchema.parse(await response.json()).data).result?.media_urls;
}

const VIDEO_AND_IMAGE: MediaFile[] = [{}, { type: 'image/png' }];

describe('the files of a task', () => {
	it('are served by the media host once the task has ended', async () => {
		const id = task();
		const urls = sim.media.set(id, VIDEO_AND_IMAGE);
		expect(urls).toEqual([`${sim.mediaUrl}/media/${id}.mp4`, `${sim.mediaUrl}/media/${id}-2.png`]);
		expect((await get(urls[0] ?? '')).status).toBe(404);
		sim.tasks.finish(id, 'success');
		expect(await urlsOf(id)).toEqual(urls);
		expect(
			(await Promise.all(urls.map(async (url) => await get(url)))).map(
				({ status, type, bytes }) => [status, type, bytes],
			),
		).toEqual([
			[200, 'video/mp4', MP4],
			[200, 'image/png', MEDIA.png.bytes],
		]);
	});

	it('can be changed afterwards, and defined for all tasks', async () => {
		const id = task();
		sim.tasks.finish(id, 'success');
		expect(await urlsOf(id)).toEqual([`${sim.url}/media/${id}.mp4`]);
		const urls = sim.media.set(id, []);
		expect(await urlsOf(id)).toEqual(urls);
		sim.media.set('*', VIDEO_AND_IMAGE);
		const other = task();
		sim.tasks.finish(other, 'success');
		expect(await urlsOf(other)).toHaveLength(2);
	});

	it('can have any name', async () => {
		const url = place({ name: 'mein vidéo.mp4?sign=a%2Fb' });
		expect(url).toBe(`${sim.mediaUrl}/media/file/1/mein%20vid%C3%A9o.mp4?sign=a%2Fb`);
		expect((await get(url)).bytes).toEqual(MP4);
	});
});

describe('a file', () => {
	it('can have any content', async () => {
		const { bytes, type } = await get(place({ body: Buffer.from('hello'), type: 'text/plain' }));
		expect([bytes.toString(), type]).toEqual(['hello', 'text/plain']);
	});

	it('can be generated in any size, with a known hash, and is a real file of its type', async () => {
		const size = 3_000_001;
		const { bytes, headers } = await get(place({ body: { size } }));
		expect([bytes.length, headers.get('content-length')]).toEqual([size, String(size)]);
		expect(sha256(bytes)).toBe(sim.media.sha256('file'));
		expect(bytes.subarray(0, MP4.length)).toEqual(MP4);
		expect(bytes.toString('latin1', MP4.length + 4, MP4.length + 8)).toBe('free');
		expect(bytes.readBigUInt64BE(MP4.length + 8)).toBe(BigInt(size - MP4.length));
	});

	it('of 1 GB can be read from its end without generating the rest', async () => {
		const size = 2 ** 30;
		const { status, bytes, headers } = await get(place({ body: { size } }), { range: 'bytes=-3' });
		expect([status, bytes.length, headers.get('content-range')]).toEqual([
			206,
			3,
			`bytes ${size - 3}-${size - 1}/${size}`,
		]);
	});

	it.each([
		['bytes=0-', 206, MP4],
		['bytes=4-7', 206, Buffer.from('ftyp')],
		['bytes=-2', 206, MP4.subarray(-2)],
		['bytes=2333-', 416, Buffer.alloc(0)],
		['bytes=5-1', 200, MP4],
		['bytes=0-1,3-4', 200, MP4],
	])('answers Range %s with %i', async (range, status, bytes) => {
		expect(await get(place({}), { range })).toMatchObject({ status, bytes });
	});

	it('is sent in full if Range is not supported or the file has changed', async () => {
		const etag = (await get(place({}))).headers.get('etag') ?? '';
		expect((await get(place({}), { range: 'bytes=1-', 'if-range': etag })).status).toBe(206);
		expect(
			(await get(place({ body: { size: 9 } }), { range: 'bytes=1-', 'if-range': etag })).status,
		).toBe(200);
		const answer = await get(place({ noRange: true }), { range: 'bytes=1-' });
		expect([answer.status, answer.headers.get('accept-ranges')]).toEqual([200, null]);
	});

	it('has no body for HEAD', async () => {
		const response = await fetch(place({}), { method: 'HEAD' });
		expect([response.headers.get('content-length'), await response.text()]).toEqual([
			String(MP4.length),
			'',
		]);
	});
});

describe('a download', () => {
	it.each<[string, MediaFile]>([
		['is truncated', { truncateAt: 1000 }],
		['is truncated before its first byte', { truncateAt: 0 }],
		['is truncated without a length', { truncateAt: 1000, noLength: true }],
		['is shorter than declared', { lieAboutLength: 5000 }],
		['stalls', { stallAt: 100 }],
		['is reset halfway', { failFirst: 1 }],
	])('%s', async (_name, file) => {
		await expect(get(place(file))).rejects.toThrow(/terminated|aborted|timeout/);
	});

	it('is longer than declared', async () => {
		expect((await get(place({ lieAboutLength: 1000 }))).bytes).toEqual(MP4.subarray(0, 1000));
	});

	it('fails the first times only, and can then be resumed', async () => {
		const url = place({ failFirst: 2, body: { size: 500_000 } });
		await expect(get(url)).rejects.toThrow('terminated');
		await expect(get(url, { range: 'bytes=1000-' })).rejects.toThrow('terminated');
		expect((await get(url, { range: 'bytes=1000-' })).bytes).toHaveLength(499_000);
	});

	it('can be slow', async () => {
		const start = Date.now();
		expect((await get(place({ dripMs: 10, dripBytes: 500 }))).bytes).toEqual(MP4);
		expect(Date.now() - start).toBeGreaterThanOrEqual(30); // five pauses of 10 ms; timers may fire slightly early
	});

	it.each<[string, MediaFile, number, string | null, string]>([
		['an expired link', { expire: true }, 403, 'application/xml', '<Code>AccessDenied</Code>'],
		['a deleted file', { expire: 404 }, 404, 'application/xml', '<Code>NoSuchKey</Code>'],
		['a page', { html: true }, 200, 'text/html; charset=utf-8', '<!DOCTYPE html>'],
		['a page declared as a video', { html: 'video/mp4' }, 200, 'video/mp4', '<!DOCTYPE html>'],
		['another status', { status: 503, body: Buffer.from('busy') }, 503, 'video/mp4', 'busy'],
		[
			'other headers',
			{ headers: { 'content-type': 'image/png' }, body: Buffer.from('x') },
			200,
			'image/png',
			'x',
		],
	])('can be answered with %s', async (_name, file, status, type, text) => {
		const answer = await get(place(file));
		expect([answer.status, answer.type, answer.bytes.toString()]).toEqual([
			status,
			type,
			expect.stringContaining(text),
		]);
	});

	it('is subject to faults like any request', async () => {
		const url = place({});
		sim.faults.add({ endpoint: 'media', kind: 'status', status: 500, times: 1 });
		expect((await get(url)).bytes.toString()).toContain('<Code>InternalError</Code>');
		sim.faults.add({ endpoint: 'media', kind: 'resetMidway', times: 1 });
		await expect(get(url)).rejects.toThrow('terminated');
		expect((await get(url)).status).toBe(200);
		expect(sim.requestsTo('media').map(({ host }) => host)).toEqual(['media', 'media', 'media']);
	});

	it('is recorded as a leak if the request contains the key', async () => {
		const url = place({});
		await get(url);
		await get(url, { 'x-api-key': 'ak_any' });
		await get(url, { referer: `https://n8n/?key=${sim.apiKey}` });
		await get(`${url}?key=${sim.apiKey}`);
		expect(sim.requests.map(({ leaked }) => leaked)).toEqual([false, true, true, true]);
		expect(sim.leaks).toHaveLength(3);
	});
});

describe('a redirect', () => {
	it.each([301, 302, 303, 307, 308])('with status %i can go to any URL', async (status) => {
		const { headers, ...answer } = await get(
			sim.redirectUrl('http://169.254.169.254/latest/meta-data', { status }),
		);
		expect([answer.status, headers.get('location')]).toEqual([
			status,
			'http://169.254.169.254/latest/meta-data',
		]);
	});

	it('can have several hops, or never end', async () => {
		expect((await get(sim.redirectUrl(place({}), { hops: 3 }), {}, 'follow')).bytes).toEqual(MP4);
		expect(sim.requestsTo('redirect')).toHaveLength(3);
		await expect(get(sim.redirectUrl(null), {}, 'follow')).rejects.toThrow('fetch failed');
	});

	it('can replace a file, across several hosts', async () => {
		const [target = ''] = sim.media.set('target', {});
		const url = place({ redirectTo: [sim.url, sim.storageUrl, target], redirectStatus: 307 });
		expect((await get(url, {}, 'follow')).bytes).toEqual(MP4);
		expect(sim.requests.map(({ host, endpoint, status }) => [host, endpoint, status])).toEqual([
			['media', 'media', 307],
			['api', 'redirect', 307],
			['storage', 'redirect', 307],
			['media', 'media', 200],
		]);
	});
});
