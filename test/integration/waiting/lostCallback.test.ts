import {
	executeNode,
	createFromPhotos,
	openSuspendSetup,
	photos,
	sleep,
	taskIds,
	within,
	type SuspendSetup,
} from '../support';

/** A callback arrives after the last check, and before n8n has stored the execution. */

let setup: SuspendSetup;
beforeEach(async () => {
	setup = await openSuspendSetup();
});
afterEach(async () => await setup.stop());

const suspendAndLose = async (names: string[], finish: (ids: string[]) => Promise<void> | void) => {
	const { sim, n8n } = setup;
	const execution = await executeNode({
		sim,
		items: photos(...names),
		parameters: createFromPhotos('suspend'),
		resumeBaseUrl: n8n.resumeBaseUrl,
	});
	await finish(taskIds(sim));
	n8n.putToWait(execution);
};
const emitted = async () => {
	for (;;) {
		const [items] = await setup.n8n.emitted();
		if (items) return items;
		await sleep(100);
	}
};

it('the execution resumes a few seconds later', async () => {
	await suspendAndLose(['a'], async ([id]) => {
		expect(await setup.finish(id)).toBe(409);
	});
	const items = await within(6000, emitted());
	expect(items).toMatchObject([{ json: { status: 'success' } }]);
});

it('the execution resumes when the callback of another task was lost, with the callback of the last one', async () => {
	let last: string | undefined;
	await suspendAndLose(['a', 'b'], async ([first, second]) => {
		last = second;
		expect(await setup.finish(first)).toBe(409);
	});
	await sleep(3000); // the moment of the check
	expect(await setup.n8n.emitted()).toEqual([]);
	await setup.finish(last);
	expect(await within(3000, emitted())).toHaveLength(2);
	expect(await setup.n8n.emitted()).toHaveLength(1);
});

it('while no task has finished, one status check is all', async () => {
	await suspendAndLose(['a', 'b', 'c'], () => undefined);
	const before = setup.statusChecks();
	await sleep(3000);
	expect(setup.statusChecks() - before).toBe(1);
	expect(await setup.n8n.emitted()).toEqual([]);
});
