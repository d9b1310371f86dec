import { createFromPhotos, openSuspendSetup, photos, post, type SuspendSetup } from '../support';

/** Crun's task IDs are text, but nothing says that they stay text: with Simplify off, its own value is returned. */

let setup: SuspendSetup;
beforeEach(async () => {
	setup = await openSuspendSetup({
		parameters: createFromPhotos('suspend', {}, { simplify: false }),
	});
});
afterEach(async () => await setup.stop());

const TASK_ID = 12_345;
const callbackOf = () => setup.sim.requestsTo('CreateTask')[0]?.body as { callback_url: string };

function answerWith(status: string): void {
	const { faults } = setup.sim;
	faults.clear();
	const success = (data: unknown) => ({ code: 200, message: 'success', data });
	faults.add({ endpoint: 'CreateTask', kind: 'body', body: success({ task_id: TASK_ID }) });
	faults.add({ endpoint: 'TaskInfo', kind: 'body', body: success({ task_id: TASK_ID, status }) });
}

it('a suspended execution with a numeric task ID resumes only once the task has finished', async () => {
	answerWith('running');
	await setup.run({ items: photos('a') });
	const { callback_url: url } = callbackOf();
	await post(url, { task_id: TASK_ID, status: 'running' });
	expect(await setup.n8n.emitted()).toEqual([]);

	answerWith('success');
	await post(url, { task_id: TASK_ID, status: 'success' });
	const items = (await setup.n8n.emitted()).flat();
	expect(items.map(({ json }) => json)).toEqual([{ task_id: TASK_ID, status: 'success' }]);
});
