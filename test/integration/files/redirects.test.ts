import { MEDIA } from '../../../dev/simulator';
import {
	bytesOf,
	downloadFiles,
	executeNode,
	existingTask,
	finishedTask,
	messageOf,
	useBinaryDataMode,
	useSimulator,
} from '../support';

const sim = useSimulator({ taskTimings: 'manual' });
beforeAll(async () => await useBinaryDataMode('filesystem'));
afterEach(() => {
	expect(sim.leaks).toEqual([]);
	expect(sim.requestsTo('CreateTask')).toHaveLength(0);
});

/** A finished task whose only file is said to be at this address, whatever it is. */
function taskAt(url: string): string {
	const id = existingTask(sim);
	sim.tasks.finish(id, 'success', { result: { code: 200, message: 'success', media_urls: [url] } });
	return id;
}

const good = () => `${sim.mediaUrl}/media/previews/good.mp4`;

it.each([301, 302, 303, 307, 308])('a redirect (%i) leads to the file', async (redirectStatus) => {
	const id = finishedTask(sim, { redirectTo: good(), redirectStatus });
	const { items, error } = await executeNode({ sim, parameters: downloadFiles(id) });
	expect(error).toBeUndefined();
	expect(await bytesOf(items[0]?.binary?.data)).toEqual(MEDIA.mp4.bytes);
});

it('so do five of them over all hosts, and a relative one', async () => {
	const id = finishedTask(sim, [
		{ redirectTo: [sim.storageUrl, sim.url, sim.mediaUrl, sim.storageUrl, good()] },
		{ redirectTo: '/media/previews/good.mp4' },
	]);
	const { items, error } = await executeNode({ sim, parameters: downloadFiles(id) });
	expect(error).toBeUndefined();
	expect(await Promise.all(Object.values(items[0]?.binary ?? {}).map(bytesOf))).toEqual([
		MEDIA.mp4.bytes,
		MEDIA.mp4.bytes,
	]);
	expect(sim.requestsTo('redirect').map(({ host }) => host)).toEqual([
		'storage',
		'api',
		'media',
		'storage',
	]);
});

it.each([
	['a loop', () => sim.redirectUrl(null)],
	['a very long chain', () => sim.redirectUrl(good(), { hops: 30 })],
])('%s ends with an error, soon', async (_name, start) => {
	const id = taskAt(start());
	const { error } = await executeNode({ sim, parameters: downloadFiles(id) });
	expect(messageOf(error)).toMatch(/redirects more than 5 times/);
	expect(messageOf(error)).toContain(id);
	expect(sim.requestsTo('redirect').length).toBeLessThanOrEqual(6);
});

/** Each leads inside a network, or is no http(s) address. The credential's own host is 127.0.0.1, so others are needed. */
const FORBIDDEN = [
	'http://localhost:PORT/media/previews/x.mp4',
	'http://LOCALHOST:PORT/',
	'http://localhost.:PORT/',
	'http://foo.localhost:PORT/',
	'http://printer.local/',
	'http://metadata.google.internal/computeMetadata/v1/',
	'http://127.0.0.2:PORT/',
	'http://127.1.1.1:PORT/',
	'http://127.2:PORT/',
	'http://2130706434:PORT/',
	'http://0x7f000002:PORT/',
	'http://0177.0.0.2:PORT/',
	'http://0x7f.0.0.2:PORT/',
	'http://１２７.0.0.2:PORT/',
	'http://127。0。0。2:PORT/',
	'http://%31%32%37.0.0.2:PORT/',
	'http://0.0.0.0:PORT/',
	'http://0:PORT/',
	'http://10.1.2.3/',
	'http://172.16.0.1/',
	'http://172.31.255.255/',
	'http://192.168.0.1/',
	'http://169.254.169.254/latest/meta-data/',
	'http://100.64.0.1/',
	'http://198.18.0.1/',
	'http://224.0.0.1/',
	'http://255.255.255.255/',
	'http://[::1]:PORT/',
	'http://[::]:PORT/',
	'http://[0:0:0:0:0:0:0:1]:PORT/',
	'http://[::ffff:127.0.0.1]:PORT/',
	'http://[::ffff:7f00:1]:PORT/',
	'http://[::127.0.0.1]:PORT/',
	'http://[64:ff9b::7f00:1]/',
	'http://[64:ff9b:1::1]/',
	'http://[2002:7f00:1::]/',
	'http://[fe80::1]/',
	'http://[fc00::1]/',
	'http://[fd12:3456::1]/',
	'http://[ff02::1]/',
	'http://n8n/',
	'http://redis:6379/',
	'http://user:pass@example.com/',
	'http://example.com@127.0.0.2:PORT/',
	'http://127.0.0.1:PORT@127.0.0.2:PORT/',
	'http://user@127.0.0.1:PORT/media/previews/x.mp4',
	'file:///etc/passwd',
	'ftp://example.com/x.mp4',
	'data:video/mp4;base64,AAAA',
	'gopher://127.0.0.1:PORT/',
	'javascript:alert(1)',
	'http:///localhost:PORT/',
	'//localhost:PORT/media/previews/x.mp4',
	'http:\\\\localhost:PORT\\',
];
const withPort = (address: string) => address.replaceAll('PORT', new URL(sim.mediaUrl).port);

describe.each(FORBIDDEN)('%s', (address) => {
	const expectRefused = async (id: string) => {
		const before = sim.requests.length;
		const { error } = await executeNode({ sim, parameters: downloadFiles(id) });
		expect(messageOf(error)).toMatch(
			/is not followed, because it (is no http\(s\) address|leads inside a private network|has a user name in it)/,
		);
		expect(messageOf(error)).toContain(id);
		return sim.requests.slice(before).filter(({ endpoint }) => endpoint !== 'TaskInfo');
	};

	it('is not asked as the address of a file', async () => {
		expect(await expectRefused(taskAt(withPort(address)))).toEqual([]);
	});

	if (!/^[\x20-\x7e]*$/.test(address)) return; // no header can carry it
	it('is not followed as the target of a redirect', async () => {
		const requests = await expectRefused(finishedTask(sim, { redirectTo: withPort(address) }));
		expect(requests.map(({ endpoint }) => endpoint)).toEqual(['media']);
	});
});

it('other places on the host of the credential itself are as good as Crun', async () => {
	const port = new URL(sim.mediaUrl).port;
	const addresses = ['127.0.0.1', '127.1', '2130706433', '0x7f.1', '0177.0.0.1'].map(
		(host) => `http://${host}:${port}/media/previews/x.mp4`,
	);
	for (const address of addresses)
		expect(
			(await executeNode({ sim, parameters: downloadFiles(taskAt(address)) })).error,
		).toBeUndefined();
});
