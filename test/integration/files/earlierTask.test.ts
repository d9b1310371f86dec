import type { INodeParameters } from 'n8n-workflow';
import {
	createViduFromBinary,
	executeNode,
	itemWithFiles,
	messageOf,
	photoItems,
	textFile,
	useBinaryDataMode,
	useSimulator,
} from '../support';

const sim = useSimulator({ taskTimings: 'manual' });
beforeAll(async () => await useBinaryDataMode('filesystem'));
afterEach(() => expect(sim.leaks).toEqual([]));

describe('a task that an earlier attempt created', () => {
	const poll = (options: INodeParameters = {}) =>
		createViduFromBinary({
			waitMode: 'poll',
			options: { pollIntervalSeconds: 0.2, timeoutMinutes: 0.01, ...options },
		});

	it('is resumed whatever the limit is now, and its file is not uploaded again', async () => {
		const items = await photoItems(2);
		const { runData } = await executeNode({ sim, parameters: poll(), items });
		for (const { task_id: id } of sim.ledger.created) sim.tasks.finish(id, 'success');

		const { json, error } = await executeNode({
			sim,
			parameters: poll({ maxCredits: 1 }),
			items,
			runData,
		});

		expect(error).toBeUndefined();
		expect(json).toMatchObject([{ status: 'success' }, { status: 'success' }]);
		expect([sim.uploads.length, sim.ledger.created.length]).toEqual([2, 2]);
	});

	it('is named in the error when another item’s file is bad now', async () => {
		const [first = { json: {} }, third = { json: {} }] = await photoItems(2);
		const { runData } = await executeNode({
			sim,
			parameters: poll(),
			items: [first, { json: {} }],
			continueOnFail: true,
		});
		const [task] = sim.ledger.created;

		const { error } = await executeNode({
			sim,
			parameters: poll(),
			items: [first, await itemWithFiles({ data: textFile() }), third],
			runData,
		});

		expect(messageOf(error)).toMatch(/^The file is not an image, video or audio file\. /);
		expect(messageOf(error)).toContain(`item 0: ${task?.task_id}`);
		expect([sim.uploads.length, sim.ledger.created.length]).toEqual([1, 1]);
	});
});
