import {
	createFromPhotos,
	executeNode,
	openWebhook,
	photos,
	post,
	taskIds,
	useSimulator,
	type WebhookOptions,
	type WebhookServer,
} from '../support';

/** How a call finds its way to a suspended execution, and what is needed to turn it away. */

const sim = useSimulator({ taskTimings: 'manual', callbacks: false });
let server: WebhookServer;
afterEach(async () => await server.stop());

/** Suspends an execution with one task, which then finishes. @returns the callback URL, as this server sees it */
const suspend = async (options: Partial<WebhookOptions> = {}) => {
	const parameters = createFromPhotos('suspend');
	server = await openWebhook({ node: 'crun', sim, parameters, ...options });
	const { resumeBaseUrl } = server;
	server.putToWait(await executeNode({ sim, parameters, items: photos('a'), resumeBaseUrl }));
	const [id = ''] = taskIds(sim);
	const task = sim.tasks.finish(id, 'success');
	const created = new URL(task.param.callback_url ?? '');
	const { pathname } = new URL(options.publicUrl ?? 'http://n8n');
	const path = created.pathname.slice(pathname === '/' ? 0 : pathname.length);
	return { task, created, local: new URL(`${path}${created.search}`, server.localUrl) };
};

it('behind a proxy that strips a path prefix, the signature of the public URL is valid', async () => {
	const publicUrl = 'http://127.0.0.1:9/automation';
	const { task, created, local } = await suspend({ publicUrl });
	expect(created.pathname).toMatch(/^\/automation\/webhook-waiting\//);
	expect(local.pathname).toMatch(/^\/webhook-waiting\//);
	expect((await post(local.href, task)).status).toBe(200);
	expect(await server.emitted()).toHaveLength(1);
});

it('a caller without a signature is refused even where the credential cannot be used', async () => {
	const { task, local } = await suspend({ credential: { apiKey: '' } });
	local.searchParams.delete('crun_sig');
	expect(await post(local.href, task)).toEqual({
		status: 401,
		body: { message: 'The signature of this callback is missing' },
	});
});
