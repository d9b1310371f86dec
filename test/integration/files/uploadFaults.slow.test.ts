import type { FaultKind } from '../../../dev/simulator';
import {
	BINARY_DATA_MODES,
	createViduFromBinary,
	everythingIn,
	executeNode,
	imageUrlsOf,
	itemWithFiles,
	messageOf,
	png,
	uploadFile,
	useBinaryDataMode,
	useSimulator,
} from '../support';

const sim = useSimulator({ taskTimings: 'manual' });
afterEach(() => expect(sim.leaks).toEqual([]));

const BIG = png(640, 480, 3_000_000);
/** The paths of the upload URLs that were used. */
const uploadPaths = () => sim.requestsTo('storage-put').map(({ path }) => path);

const FAULTS: Array<[string, FaultKind]> = [
	['is refused (HTTP 403)', { kind: 'status', status: 403 }],
	['fails with HTTP 500', { kind: 'status', status: 500 }],
	['fails with HTTP 503 after all bytes were sent', { kind: 'status', status: 503 }],
	['is reset before it starts', { kind: 'resetBefore' }],
	['is reset midway', { kind: 'resetMidway' }],
	['is reset after a megabyte', { kind: 'resetMidway', afterBytes: 1_000_000 }],
	['is answered with a gateway’s error page', { kind: 'html', status: 502 }],
];

describe.each(BINARY_DATA_MODES)('an upload with binary data in mode %s', (mode) => {
	beforeAll(async () => await useBinaryDataMode(mode));

	it.each(FAULTS)(
		'that %s is repeated from the first byte, with a new URL',
		async (_fault, fault) => {
			sim.faults.add({ endpoint: 'storage-put', times: 2, ...fault });

			const { error } = await executeNode({
				sim,
				parameters: createViduFromBinary(),
				items: [await itemWithFiles({ data: { bytes: BIG } })],
			});

			expect(error).toBeUndefined();
			expect(new Set(uploadPaths()).size).toBe(3);
			expect(sim.uploads.map(({ bytes }) => bytes?.equals(BIG))).toEqual([true]);
			expect(imageUrlsOf(sim)).toEqual([sim.uploads[0]?.url]);
			expect(sim.ledger.created).toHaveLength(1);
		},
	);

	it('whose URL has expired is repeated with a new URL', async () => {
		sim.settings.uploadExpiresMs = 0;
		const stopListening = sim.on('ended', ({ endpoint }) => {
			if (endpoint === 'storage-put') sim.settings.uploadExpiresMs = 60_000;
		});

		const { error } = await executeNode({
			sim,
			parameters: createViduFromBinary(),
			items: [await itemWithFiles({ data: { bytes: BIG } })],
		});

		expect(error).toBeUndefined();
		stopListening();
		expect(uploadPaths()).toHaveLength(2);
		expect(sim.uploads).toHaveLength(1);
	});

	it('that always fails creates nothing, and its error does not contain the signed URL', async () => {
		sim.faults.add({ endpoint: 'storage-put', kind: 'status', status: 403 });

		const { error } = await executeNode({
			sim,
			parameters: createViduFromBinary(),
			items: [await itemWithFiles({ data: {} })],
		});

		expect(messageOf(error)).toMatch(
			/^The file could not be uploaded\. "photo\.png": .* 3 attempts: the storage host returned HTTP 403\. Nothing was created or charged/,
		);
		expect(everythingIn(error)).not.toMatch(/X-Signature|ak_0123/);
		expect(uploadPaths()).toHaveLength(3);
		expect(sim.requestsTo('CreateTask')).toHaveLength(0);
	});
});

describe('File > Upload', () => {
	beforeAll(async () => await useBinaryDataMode('filesystem'));

	const uploadOnePhoto = async () =>
		await executeNode({
			sim,
			parameters: uploadFile(),
			items: [await itemWithFiles({ data: {} })],
		});

	it.each<[string, FaultKind, RegExp]>([
		[
			'is refused with HTTP 422',
			{ kind: 'status', status: 422, errors: ['content_type: not today'] },
			/^Crun refused to create an upload URL\. .*content_type: not today.*"photo\.png"/,
		],
		[
			'is refused within HTTP 200',
			{ kind: 'codeInOk', code: 403, message: 'API key is disabled' },
			/^The Crun API key is disabled\. Could not create an upload URL\. API key is disabled \(403\)/,
		],
		['returns no data', { kind: 'dataNull' }, /^Could not create an upload URL\./],
	])(
		'sends nothing and reports the reason when the request for an upload URL %s',
		async (_fault, fault, message) => {
			sim.faults.add({ endpoint: 'upload-url', ...fault });

			const { error } = await uploadOnePhoto();

			expect(messageOf(error)).toMatch(message);
			expect(uploadPaths()).toHaveLength(0);
		},
	);

	it.each([
		'http://localhost:9/put?X-Signature=secret',
		'http://10.0.0.1/put?X-Signature=secret',
		'http://u:p@example.com/put?X-Signature=secret',
		'http://[::1]/put?X-Signature=secret',
	])('does not use a forbidden upload URL: %s', async (presigned_url) => {
		sim.faults.add({
			endpoint: 'upload-url',
			kind: 'body',
			body: {
				code: 200,
				message: 'success',
				data: { presigned_url, file_url: 'https://example.com/a.png' },
			},
		});

		const { error } = await uploadOnePhoto();

		expect(messageOf(error)).toContain('The file URL is not allowed');
		expect(everythingIn(error)).not.toContain('secret');
	});

	it.each(['n/a', '/files/a.png', 'ftp://example.com/a.png'])(
		'does not keep a file URL that is none (%s), so the next attempt succeeds',
		async (file_url) => {
			const presigned_url = `${sim.storageUrl}/put`;
			sim.faults.add({
				endpoint: 'upload-url',
				kind: 'body',
				body: { code: 200, message: 'success', data: { presigned_url, file_url } },
			});
			const items = [await itemWithFiles({ data: {} })];
			const first = await executeNode({ sim, items, parameters: createViduFromBinary() });
			expect(messageOf(first.error)).toContain('upload URL');
			expect(sim.requestsTo('CreateTask')).toEqual([]);

			sim.faults.clear();
			const { runData, executionId } = first;
			const again = { runData, executionId, items };
			const second = await executeNode({ sim, ...again, parameters: createViduFromBinary() });
			expect(second.error).toBeUndefined();
			expect(imageUrlsOf(sim)).toEqual([expect.stringContaining(sim.storageUrl)]);
		},
	);

	it('does not follow a redirect of the storage', async () => {
		sim.faults.add({
			endpoint: 'storage-put',
			kind: 'body',
			status: 307,
			body: '',
			headers: { location: `${sim.storageUrl}/elsewhere` },
		});

		const { error } = await uploadOnePhoto();

		expect(messageOf(error)).toContain('HTTP 307');
		expect(sim.requests.filter(({ path }) => path === '/elsewhere')).toHaveLength(0);
	});
});
