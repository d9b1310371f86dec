import { createHash } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { endpoints, envelopeSchema } from '../../nodes/Crun/crun/contract';
import type { Simulator } from '../../dev/simulator';
import { KEPT_BYTES, MEDIA, startSimulator } from '../../dev/simulator';

let sim: Simulator;
beforeAll(async () => {
	sim = await startSimulator({ fileHosts: { storage: '127.0.0.1', media: '127.0.0.1' } });
});
beforeEach(() => sim.reset());
afterAll(async () => await sim.stop());

const PNG = MEDIA.png.bytes;
const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

async function api(path: string, body?: unknown) {
	const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
	const response = await fetch(sim.url + path, { headers: { 'x-api-key': sim.apiKey }, ...init });
	return { status: response.status, ...envelopeSchema.parse(await response.json()) };
}

async function issueUrls(contentType = 'image/png', ext = '.png') {
	const { data } = await api(
		`${endpoints.uploadUrl.path}?${new URLSearchParams({ content_type: contentType, ext }).toString()}`,
	);
	return endpoints.uploadUrl.data.parse(data);
}

async function put(url: string, body = new Uint8Array(PNG), headers: Record<string, string> = {}) {
	const response = await fetch(url, {
		method: 'PUT',
		body,
		headers: { 'content-type': 'image/png', ...headers },
	});
	return { status: response.status, text: await response.text() };
}

describe('a presigned URL', () => {
	it.each([
		['image/png', '.PNG', 'ext'],
		['image/png', 'png', 'ext'],
		['image/png', '.jpg', 'must be .png'],
		['image/PNG', '.png', 'not supported'],
		['text/plain', '.txt', 'not supported'],
	])('is refused for %s with extension %s', async (content_type, ext, error) => {
		const query = new URLSearchParams({ content_type, ext }).toString();
		expect(await api(`${endpoints.uploadUrl.path}?${query}`)).toMatchObject({
			status: 422,
			errors: [expect.stringContaining(error)],
		});
	});

	it('accepts the file on another host, which then serves it, and CreateTask accepts its URL', async () => {
		const { presigned_url, file_url } = await issueUrls();
		expect(presigned_url.startsWith(`${sim.storageUrl}/`)).toBe(true);
		expect(await put(presigned_url)).toEqual({ status: 200, text: '' });
		expect(sim.uploads).toMatchObject([
			{
				url: file_url,
				contentType: 'image/png',
				size: PNG.length,
				sha256: sha256(PNG),
				bytes: PNG,
			},
		]);
		const file = await fetch(file_url);
		expect(file.headers.get('content-type')).toBe('image/png');
		expect(Buffer.from(await file.arrayBuffer())).toEqual(PNG);
		const input = { template_id: '104909826', img_urls: [file_url], resolution: '480p' };
		expect(
			await api(endpoints.createTask.path, { model: 'bytedance/template', input }),
		).toMatchObject({ status: 200 });
		expect(sim.requestsTo('storage-put')).toMatchObject([
			{ host: 'storage', method: 'PUT', status: 200, leaked: false },
		]);
		expect(sim.leaks).toEqual([]);
	});

	it('has no file before the upload, and CreateTask refuses its file URL', async () => {
		const { file_url } = await issueUrls();
		expect((await fetch(file_url)).status).toBe(404);
		const input = { template_id: '104909826', img_urls: [file_url], resolution: '480p' };
		expect(
			await api(endpoints.createTask.path, { model: 'bytedance/template', input }),
		).toMatchObject({
			status: 422,
			errors: [`input: there is no file at ${file_url}`],
		});
	});

	it('keeps only the hash and size of a large file', async () => {
		const big = Buffer.alloc(KEPT_BYTES + 1, 7);
		const { presigned_url, file_url } = await issueUrls('image/jpeg', '.jpg');
		await put(presigned_url, new Uint8Array(big), { 'content-type': 'image/jpeg' });
		expect(sim.uploads).toMatchObject([
			{ url: file_url, contentType: 'image/jpeg', size: big.length, sha256: sha256(big) },
		]);
		expect(sim.uploads[0]).not.toHaveProperty('bytes');
	});
});

describe('an upload is refused', () => {
	afterEach(() => expect(sim.uploads).toEqual([]));

	it.each([
		['with another Content-Type', { 'content-type': 'image/jpeg' }, 403, 0],
		['with the API key', { 'x-api-key': 'ak_any' }, 400, 1],
		['with an Authorization header', { authorization: 'Bearer x' }, 400, 1],
	])('%s', async (_name, headers, status, leaks) => {
		const { presigned_url } = await issueUrls();
		expect((await put(presigned_url, undefined, headers)).status).toBe(status);
		expect(sim.leaks).toHaveLength(leaks);
	});

	it('without a Content-Length', async () => {
		const { presigned_url } = await issueUrls();
		const status = await new Promise((resolve, reject) => {
			const request = httpRequest(presigned_url, {
				method: 'PUT',
				headers: { 'content-type': 'image/png' },
			});
			request
				.on('response', (response) => resolve(response.resume().statusCode))
				.on('error', reject);
			request.write(PNG); // before end(), so it goes out chunked
			request.end();
		});
		expect(status).toBe(411);
	});

	it('with a signature that is wrong, missing or expired', async () => {
		const { presigned_url, file_url } = await issueUrls();
		expect((await put(presigned_url.replace(/.$/, 'x'))).status).toBe(403);
		expect((await put(file_url)).status).toBe(403);
		sim.settings.uploadExpiresMs = 0;
		expect((await put((await issueUrls()).presigned_url)).text).toContain(
			'<Message>Request has expired</Message>',
		);
	});

	it('when the client disconnects', async () => {
		const { presigned_url } = await issueUrls();
		const request = httpRequest(presigned_url, {
			method: 'PUT',
			headers: { 'content-type': 'image/png', 'content-length': PNG.length },
		});
		request.on('error', () => undefined);
		request.write(PNG.subarray(0, 100), () => request.destroy());
		expect(await sim.waitFor('ended', ({ endpoint }) => endpoint === 'storage-put')).toMatchObject({
			status: null,
		});
	});

	it.each([
		[{ kind: 'status', status: 403 }, 403],
		[{ kind: 'status', status: 500 }, 500],
	] as const)('by the fault %p, with XML', async (fault, status) => {
		sim.faults.add({ endpoint: 'storage-put', ...fault });
		const answer = await put((await issueUrls()).presigned_url);
		expect([answer.status, answer.text]).toEqual([status, expect.stringContaining('<Error>')]);
	});

	it('by the fault "resetMidway"', async () => {
		sim.faults.add({ endpoint: 'storage-put', kind: 'resetMidway' });
		await expect(
			put((await issueUrls()).presigned_url, new Uint8Array(Buffer.alloc(1_000_000))),
		).rejects.toThrow('fetch failed');
	});
});

it('a presigned URL is valid for one upload, and remains valid after a failure', async () => {
	const { presigned_url } = await issueUrls();
	sim.faults.add({ endpoint: 'storage-put', kind: 'resetBefore', times: 1 });
	await expect(put(presigned_url)).rejects.toThrow('fetch failed');
	expect((await put(presigned_url)).status).toBe(200);
	expect((await put(presigned_url)).status).toBe(403);
	expect(sim.uploads).toHaveLength(1);
});

it('an upload can be delayed', async () => {
	sim.faults.add({ endpoint: 'storage-put', kind: 'latency', ms: 40 });
	const { presigned_url } = await issueUrls();
	const start = Date.now();
	expect((await put(presigned_url)).status).toBe(200);
	expect(Date.now() - start).toBeGreaterThanOrEqual(39);
});

describe('without hosts for files', () => {
	let shared: Simulator;
	beforeAll(async () => {
		shared = await startSimulator();
	});
	afterAll(async () => await shared.stop());

	it('all URLs have the origin of the API, where files must not receive the key either', async () => {
		expect([shared.storageUrl, shared.mediaUrl]).toEqual([shared.url, shared.url]);
		const query = new URLSearchParams({ content_type: 'image/png', ext: '.png' }).toString();
		const headers = { 'x-api-key': shared.apiKey };
		const answer = await fetch(`${shared.url}${endpoints.uploadUrl.path}?${query}`, { headers });
		const { data } = envelopeSchema.parse(await answer.json());
		const { presigned_url, file_url } = endpoints.uploadUrl.data.parse(data);
		expect(shared.leaks).toEqual([]);

		expect((await put(presigned_url, undefined, headers)).status).toBe(400);
		expect((await put(presigned_url)).status).toBe(200);
		expect(Buffer.from(await (await fetch(file_url)).arrayBuffer())).toEqual(PNG);
		await fetch(file_url, { headers });
		const [mediaUrl = ''] = shared.media.set('file', {});
		expect((await fetch(mediaUrl, { headers })).status).toBe(200);
		expect(shared.leaks.map(({ method, path }) => [method, path])).toEqual([
			['PUT', new URL(presigned_url).pathname],
			['GET', new URL(file_url).pathname],
			['GET', new URL(mediaUrl).pathname],
		]);
	});
});
