import type { IBinaryData } from 'n8n-workflow';
import type { MediaFile } from '../../../dev/simulator';
import {
	bytesOf,
	downloadFiles,
	executeNode,
	existingTask,
	useBinaryDataMode,
	useSimulator,
} from '../support';

const sim = useSimulator({ taskTimings: 'manual' });
beforeAll(async () => await useBinaryDataMode('filesystem'));

const CLEAN_NAME = /^\w[\w.-]{0,99}$/;
const UNKNOWN = Buffer.alloc(1000, 7);

/** Downloads the file of a task that Crun reports with this ID. */
async function download(taskId: string, file: MediaFile, more: object = {}) {
	const id = existingTask(sim);
	sim.media.set(id, file);
	const data = { ...sim.tasks.finish(id, 'success'), task_id: taskId, ...more };
	sim.faults.add({ endpoint: 'TaskInfo', kind: 'body', body: { code: 200, message: '', data } });
	const { items, error } = await executeNode({
		sim,
		parameters: downloadFiles('={{ $json.id }}'),
		items: [{ json: { id: taskId } }],
	});
	expect(error).toBeUndefined();
	const binary = items[0]?.binary?.data;
	expect(await bytesOf(binary)).not.toHaveLength(0);
	return binary;
}

function expectClean(binary: IBinaryData | undefined): void {
	expect(binary?.fileName).toMatch(CLEAN_NAME);
	expect(binary).not.toHaveProperty('directory');
	expect(binary?.fileExtension ?? 'bin').toMatch(/^[a-z0-9]{1,10}$/);
	expect(binary?.mimeType).toMatch(/^[a-z]+\/[a-z0-9.+-]{1,80}$/);
}

describe('A file without a name of its own', () => {
	it.each([
		'../../../tmp/x',
		'/etc/passwd',
		'..',
		'.',
		'..\\..\\windows\\x',
		'C:\\windows\\x',
		'a\u0000b',
		'a\nb',
		'a\r\nContent-Type: text/html',
		'%2e%2e%2f%2e%2e%2fx',
		'\u202egpj.exe',
		'.htaccess',
		'-rf',
		'~root',
		'a;b|c&d$e`f',
		'日本語',
		'x'.repeat(10_000),
		`${'../'.repeat(2000)}x`,
	])('has a clean name and no directory, whatever the ID of its task: %j', async (taskId) => {
		expectClean(await download(taskId, { name: '-.mp4' }));
		expectClean(
			await download(taskId, { name: '-', type: 'application/x-unknown', body: UNKNOWN }),
		);
	});
});

describe('The name of a file', () => {
	it.each([
		'../../x',
		'/etc/passwd',
		'..',
		'CON',
		'a\u0000b',
		'\u202egpj.exe',
		'日本語',
		'x'.repeat(10_000),
	])('is clean, whatever its model and its template are called: %j', async (text) => {
		const param = { model: text, input: { template_id: text } };
		expectClean(await download('task-1', {}, { param }));
	});

	it.each([
		'..%2f..%2fx.mp4',
		'..%5c..%5cx.mp4',
		'.htaccess',
		'.mp4',
		'...mp4',
		'-rf.mp4',
		'x.php.mp4',
		'%00.mp4',
		'%0d%0aa.mp4',
		'%E2%80%AEgpj.exe',
		`${'x'.repeat(5000)}.mp4`,
		`${'.'.repeat(5000)}x`,
	])('is clean, whatever its URL: %s', async (name) => {
		expectClean(await download('task-1', { name }));
		expectClean(await download('task-1', { name, type: 'application/x-unknown', body: UNKNOWN }));
	});

	it.each([
		'application/x-unknown; name="../../x"',
		'application/../../x',
		'../x',
		'<script>',
		'x'.repeat(5000),
		`application/${'x'.repeat(5000)}`,
		'application/octet-stream',
	])('and its type are clean, whatever the host declares: %s', async (type) => {
		expectClean(await download('task-1', { name: 'x', type, body: UNKNOWN }));
	});
});
