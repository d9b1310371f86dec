import { readFile } from 'node:fs/promises';
import { MEDIA } from '../../dev/simulator';
import { itemsOf } from '../../dev/n8n/schemas';
import { untilFailure, untilSuccess, untilWaiting } from './support/executions';
import { FILE_NODES, savedAs, savePhotoWorkflow } from './support/photos';
import { finish } from './support/suspended';
import { NODES, saveVideoWorkflow, taskOf } from './support/videos';
import { CURRENT, useWorld, type World } from './support/world';

jest.setTimeout(120_000);

const BLOCKED = /blocked because .* restricted/;
const runManually = async (world: World) =>
	await world.rest.workflows.run(await savePhotoWorkflow(world), FILE_NODES.start);

/** A world whose n8n has SSRF protection turned on. */
function useGuardedWorld(env: Record<string, string>): World {
	const world = useWorld(CURRENT, { N8N_SSRF_PROTECTION_ENABLED: 'true', ...env });
	beforeEach(() => (world.crun.settings.taskTimings = { pendingMs: 20, runningMs: 50 }));
	return world;
}

describe('n8n’s SSRF protection with default settings', () => {
	const world = useGuardedWorld({});

	test('blocks requests to an internal Crun, and the error does not suggest that a task exists', async () => {
		const { crun } = world;
		const { id } = await saveVideoWorkflow(world, { photos: ['anna'] });
		const message = await untilFailure(
			world,
			await world.rest.workflows.run(id, NODES.start),
			60_000,
		);
		expect(message).toMatch(BLOCKED);
		expect(message).not.toMatch(/may exist|may have been charged/);
		expect(crun.requests).toEqual([]);
	});
});

describe('n8n’s SSRF protection with Crun’s IP allowed and other hosts blocked', () => {
	const BLOCKED_IP = '93.184.216.34'; // a public IP, so that only n8n's setting blocks it
	const world = useGuardedWorld({
		N8N_SSRF_ALLOWED_IP_RANGES: '127.0.0.1/32',
		N8N_SSRF_BLOCKED_IP_RANGES: 'default,93.184.216.0/24',
		N8N_SSRF_BLOCKED_HOSTNAMES: 'inside.example.com',
	});

	test('allows a complete run', async () => {
		const { crun } = world;
		await untilSuccess(world, await runManually(world));
		const id = crun.ledger.created[0]?.task_id ?? '';
		expect((await readFile(savedAs(world, id))).equals(MEDIA.mp4.bytes)).toBe(true);
	});

	test.each([`http://${BLOCKED_IP}/video.mp4`, 'https://inside.example.com/video.mp4'])(
		'blocks the download of a result at %s',
		async (url) => {
			const { crun } = world;
			const stop = crun.on('created', ({ task_id: id }) =>
				setTimeout(
					() =>
						crun.tasks.finish(id, 'success', {
							result: { code: 200, message: 'success', media_urls: [url] },
						}),
					0,
				),
			);
			const message = await untilFailure(world, await runManually(world));
			stop();
			expect(message).toMatch(BLOCKED);
			expect(message).toContain(crun.ledger.created[0]?.task_id);
		},
	);

	test('blocks the download of the callback to a suspended execution', async () => {
		const { crun, rest } = world;
		crun.settings.taskTimings = 'manual';
		crun.media.set('*', { redirectTo: `http://${BLOCKED_IP}/video.mp4` });
		const { id: workflow } = await saveVideoWorkflow(world, {
			photos: ['anna'],
			parameters: { waitMode: 'suspend', options: { downloadResult: true } },
		});
		const id = await rest.workflows.run(workflow, NODES.start);
		await untilWaiting(world, id);
		expect((await finish(world, taskOf(world, 'anna'))).status).toBe(200);
		const [item] = itemsOf(await untilSuccess(world, id), NODES.crun);
		expect(item?.json.download_error).toMatch(BLOCKED);
		expect(item?.json.status).toBe('success');
	});

	test('blocks a redirect to a blocked host', async () => {
		const { crun } = world;
		crun.media.set('*', { redirectTo: `http://${BLOCKED_IP}/video.mp4` });
		expect(await untilFailure(world, await runManually(world))).toMatch(BLOCKED);
		expect(crun.requestsTo('CreateTask')).toHaveLength(1);
	});

	test('blocks an upload to a blocked host', async () => {
		const { crun } = world;
		const data = {
			presigned_url: `http://${BLOCKED_IP}/put?X-Signature=secret`,
			file_url: 'https://example.com/photo.jpg',
		};
		crun.faults.add({
			endpoint: 'upload-url',
			kind: 'body',
			body: { code: 200, message: 'success', data },
		});
		const message = await untilFailure(world, await runManually(world));
		expect(message).toMatch(BLOCKED);
		expect(message).not.toContain('secret');
		expect(crun.requestsTo('CreateTask')).toHaveLength(0);
	});
});
