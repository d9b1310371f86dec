import {
	createFromPhotos,
	manyPhotos,
	openSuspendSetup,
	taskIdsInOrder,
	type SuspendSetup,
} from '../support';

/** The number of status checks for many callbacks. */

let setup: SuspendSetup;
beforeEach(async () => {
	setup = await openSuspendSetup();
});
afterEach(async () => await setup.stop());

const COUNT = 50;
const A_FEW = 10;

it.each([
	['one by one, the first item last', 1, true],
	['one by one, in order', 1, false],
	['five at a time, the first item last', 5, true],
	['five at a time, in order', 5, false],
	['all at once, the first item last', COUNT, true],
	['all at once, in order', COUNT, false],
])(
	'50 callbacks (%s) cause little more than two status checks each',
	async (_, atOnce, backwards) => {
		const { sim, n8n } = setup;
		const items = manyPhotos(COUNT);
		await setup.run({ items, parameters: createFromPhotos('suspend', { concurrency: 10 }) });
		const before = setup.statusChecks();
		const ids = taskIdsInOrder(sim, items);
		if (backwards) ids.reverse();
		for (let from = 0; from < COUNT; from += atOnce) {
			const some = ids.slice(from, from + atOnce).map(String);
			for (const id of some) sim.tasks.finish(id, 'success');
			await Promise.all(some.map(async (id) => await sim.tasks.sendCallback(id)));
		}
		expect(await n8n.emitted()).toHaveLength(1);
		expect(setup.statusChecks() - before).toBeLessThanOrEqual(2 * COUNT + A_FEW);
	},
	30_000,
);
