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
const addresses = () => sim.requestsTo('storage-put').map(({ path }) => path);

const FAULTS: Array<[string, FaultKind]> = [
	['refused (403)', { kind: 'status', status: 403 }],
	['failing (500)', { kind: 'status', status: 500 }],
	['failing (503) after it had taken everything', { kind: 'status', status: 503 }],
	['cut off before it began', { kind: 'resetBefore' }],
	['cut off midway', { kind: 'resetMidway' }],
	['cut off after a megabyte', { kind: 'resetMidway', afterBytes: 1_000_000 }],
	['answered by a gateway’s page', { kind: 'html', status: 502 }],
];

describe.each(BINARY_DATA_MODES)('with binary data in mode %s', (mode) => {
	beforeAll(async () => await useBinaryDataMode(mode));

	it.each(FAULTS)(
		'an upload that is %s is repeated, whole and to a fresh address',
		async (_name, fault) => {
			sim.faults.add({ endpoint: 'storage-put', times: 2, ...fault });
			const { error } = await executeNode({
				sim,
				parameters: createViduFromBinary(),
				items: [await itemWithFiles({ data: { bytes: BIG } })],
			});
			expect(error).toBeUndefined();
			expect(new Set(addresses()).size).toBe(3);
			expect(sim.uploads.map(({ bytes }) => bytes?.equals(BIG))).toEqual([true]);
			expect(imageUrlsOf(sim)).toEqual([sim.uploads[0]?.url]);
			expect(sim.ledger.created).toHaveLength(1);
		},
	);

	it('an address that has expired is replaced by a fresh one', async () => {
		sim.settings.uploadExpiresMs = 0;
		const stop = sim.on('ended', ({ endpoint }) => {
			if (endpoint === 'storage-put') sim.settings.uploadExpiresMs = 60_000;
		});
		const { error } = await executeNode({
			sim,
			parameters: createViduFromBinary(),
			items: [await itemWithFiles({ data: { bytes: BIG } })],
		});
		expect(error).toBeUndefined();
		stop();
		expect(addresses()).toHaveLength(2);
		expect(sim.uploads).toHaveLength(1);
	});

	it('one that always fails costs nothing and says so, without the signed address', async () => {
		sim.faults.add({ endpoint: 'storage-put', kind: 'status', status: 403 });
		const { error } = await executeNode({
			sim,
			parameters: createViduFromBinary(),
			items: [await itemWithFiles({ data: {} })],
		});
		expect(messageOf(error)).toMatch(
			/Could not upload "photo\.png", also after 3 tries: the storage answered HTTP 403\. Nothing was created or charged/,
		);
		expect(everythingIn(error)).not.toMatch(/X-Signature|ak_0123/);
		expect(addresses()).toHaveLength(3);
		expect(sim.requestsTo('CreateTask')).toHaveLength(0);
	});
});

describe('without an upload address', () => {
	beforeAll(async () => await useBinaryDataMode('filesystem'));

	it.each<[string, FaultKind, RegExp]>([
		[
			'refused',
			{ kind: 'status', status: 422, errors: ['content_type: not today'] },
			/upload address for "photo\.png".*content_type: not today/,
		],
		[
			'refused in HTTP 200',
			{ kind: 'codeInOk', code: 403, message: 'API key is disabled' },
			/upload address.*API key is disabled/,
		],
		['not there', { kind: 'dataNull' }, /upload address/],
	])('(%s) nothing is sent, and the reason is told', async (_name, fault, words) => {
		sim.faults.add({ endpoint: 'upload-url', ...fault });
		const { error } = await executeNode({
			sim,
			parameters: uploadFile(),
			items: [await itemWithFiles({ data: {} })],
		});
		expect(messageOf(error)).toMatch(words);
		expect(addresses()).toHaveLength(0);
	});

	it.each([
		'http://localhost:9/put?X-Signature=secret',
		'http://10.0.0.1/put?X-Signature=secret',
		'http://u:p@example.com/put?X-Signature=secret',
		'http://[::1]/put?X-Signature=secret',
	])('one inside a network is not followed: %s', async (presigned_url) => {
		sim.faults.add({
			endpoint: 'upload-url',
			kind: 'body',
			body: {
				code: 200,
				message: 'success',
				data: { presigned_url, file_url: 'https://example.com/a.png' },
			},
		});
		const { error } = await executeNode({
			sim,
			parameters: uploadFile(),
			items: [await itemWithFiles({ data: {} })],
		});
		expect(messageOf(error)).toContain('is not followed');
		expect(everythingIn(error)).not.toContain('secret');
	});
});

it('a redirect of the storage is not followed', async () => {
	await useBinaryDataMode('filesystem');
	sim.faults.add({
		endpoint: 'storage-put',
		kind: 'body',
		status: 307,
		body: '',
		headers: { location: `${sim.storageUrl}/elsewhere` },
	});
	const { error } = await executeNode({
		sim,
		parameters: uploadFile(),
		items: [await itemWithFiles({ data: {} })],
	});
	expect(messageOf(error)).toContain('HTTP 307');
	expect(sim.requests.filter(({ path }) => path === '/elsewhere')).toHaveLength(0);
});
