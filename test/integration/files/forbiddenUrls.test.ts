import {
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

/** A finished task with this one URL in `media_urls`, whatever it is. */
function taskWithUrl(url: string): string {
	const id = existingTask(sim);
	sim.tasks.finish(id, 'success', { result: { code: 200, message: 'success', media_urls: [url] } });
	return id;
}

/**
 * URLs that lead inside a private network or are not http(s). The credential's own origin is `http://127.0.0.1:PORT`.
 * `OTHER` is the port of another server on the same host.
 */
const FORBIDDEN = [
	'http://127.0.0.1:OTHER/media/previews/x.mp4',
	'http://127.1:OTHER/media/previews/x.mp4',
	'http://2130706433:OTHER/media/previews/x.mp4',
	'http://127.0.0.1/',
	'https://127.0.0.1:PORT/media/previews/x.mp4',
	'https://127.0.0.1:OTHER/media/previews/x.mp4',
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
const simulatorPort = () => new URL(sim.url).port;
const withPort = (url: string) =>
	url.replaceAll('PORT', simulatorPort()).replaceAll('OTHER', new URL(sim.mediaUrl).port);
const fitsInHeader = (url: string) => /^[\x20-\x7e]*$/.test(url);

/** Downloads the task's file, which must be refused. @returns the endpoints that were requested for the file */
async function refusedDownload(taskId: string) {
	const requestsBefore = sim.requests.length;
	const { error } = await executeNode({ sim, parameters: downloadFiles(taskId) });
	expect(messageOf(error)).toMatch(
		/^The file URL is not allowed\. .* was not requested, because it (is not an http\(s\) URL|points into a private network|contains a user name)\./,
	);
	expect(messageOf(error)).toContain(taskId);
	return sim.requests
		.slice(requestsBefore)
		.map(({ endpoint }) => endpoint)
		.filter((endpoint) => endpoint !== 'TaskInfo');
}

describe('a forbidden URL', () => {
	it.each(FORBIDDEN)('is not requested as the URL of a file: %s', async (url) => {
		const endpoints = await refusedDownload(taskWithUrl(withPort(url)));

		expect(endpoints).toEqual([]);
	});

	it.each(FORBIDDEN.filter(fitsInHeader))(
		'is not followed as the target of a redirect: %s',
		async (url) => {
			const id = finishedTask(sim, { redirectTo: withPort(url) });

			const endpoints = await refusedDownload(id);

			expect(endpoints).toEqual(['media']);
		},
	);
});

it.each(['127.0.0.1', '127.1', '2130706433', '0x7f.1', '0177.0.0.1'])(
	'the credential’s own origin is allowed in every notation of its host: %s',
	async (host) => {
		const id = taskWithUrl(`http://${host}:${simulatorPort()}/media/previews/x.mp4`);

		const { error } = await executeNode({ sim, parameters: downloadFiles(id) });

		expect(error).toBeUndefined();
	},
);

describe('a host name that resolves to a private address', () => {
	const publicUrl = () => `${sim.mediaUrl}/media/previews/x.mp4`;

	it('is requested, because host names are not resolved', async () => {
		const { error } = await executeNode({
			sim,
			parameters: downloadFiles(taskWithUrl(publicUrl())),
		});

		expect(error).toBeUndefined();
		expect(sim.requestsTo('media')).toMatchObject([
			{ host: 'media', headers: { host: new URL(sim.mediaUrl).host } },
		]);
	});

	it('is followed as the target of a redirect', async () => {
		const id = taskWithUrl(`${sim.storageUrl}/redirect?to=${encodeURIComponent(publicUrl())}`);

		const { error } = await executeNode({ sim, parameters: downloadFiles(id) });

		expect(error).toBeUndefined();
		expect(sim.requestsTo('media')).toHaveLength(1);
	});
});
