import { peakConcurrency } from '../../../dev/simulator/concurrency';
import {
	createFromPhotos,
	executeNode,
	manyPhotos,
	taskIds,
	taskIdsInOrder,
	useSimulator,
} from '../support';

const sim = useSimulator({ taskTimings: { pendingMs: 0, runningMs: 150 } });

const LATENCY_MS = 40;
const slow = () => sim.faults.add({ endpoint: '*', kind: 'latency', ms: LATENCY_MS });

it.each([1, 2, 3, 7])(
	'at most %d requests are under way at once, of every kind and of all together, and as many are used',
	async (concurrency) => {
		slow();
		const items = manyPhotos(8);
		const { json } = await executeNode({
			sim,
			items,
			parameters: createFromPhotos('poll', { concurrency }),
		});
		expect(json.map(({ task_id: id }) => id)).toEqual(taskIdsInOrder(sim, items));
		expect(sim.peakConcurrency()).toBe(concurrency);
		expect(sim.peakConcurrency('CreateTask')).toBe(concurrency);
		expect(sim.peakConcurrency('TaskInfo')).toBe(concurrency);
	},
);

it('is 5 unless set', async () => {
	slow();
	await executeNode({ sim, items: manyPhotos(12), parameters: createFromPhotos('poll') });
	expect(sim.peakConcurrency('CreateTask')).toBe(5);
	expect(sim.peakConcurrency('TaskInfo')).toBe(5);
	expect(sim.peakConcurrency()).toBe(5);
});

it('bounds template look-ups, too', async () => {
	slow();
	const items = sim.catalogues.bytedance.slice(0, 8).map((one) => ({
		json: {
			id: String((one as { TemplateId: unknown }).TemplateId),
			photo: 'https://example.com/x.png',
		},
	}));
	const templateId = { __rl: true, mode: 'id', value: '={{ $json.id }}' };
	await executeNode({
		sim,
		items,
		parameters: createFromPhotos('none', { concurrency: 3 }, { templateId }),
		continueOnFail: true,
	});
	expect(sim.requestsTo('bytedance-templates')).toHaveLength(8);
	expect(sim.peakConcurrency('bytedance-templates')).toBe(3);
	expect(sim.peakConcurrency()).toBe(3);
});

it('bounds Task > Wait, too', async () => {
	const ids = (
		await executeNode({ sim, items: manyPhotos(9), parameters: createFromPhotos('none') })
	).json;
	const before = sim.requests.length;
	slow();
	const parameters = {
		resource: 'task',
		operation: 'wait',
		taskId: '={{ $json.task_id }}',
		options: { concurrency: 2, pollIntervalSeconds: 0.2 },
	};
	const { json } = await executeNode({ sim, items: ids.map((one) => ({ json: one })), parameters });
	expect(json).toHaveLength(9);
	expect(peakConcurrency(sim.requests.slice(before))).toBe(2);
});

describe('after a 429', () => {
	const BREAK_SECONDS = 0.5;
	const creations = () => sim.requestsTo('CreateTask');

	/** Strikes the n-th creation. */
	const strike = (n: number) => {
		let seen = 0;
		sim.faults.add({
			endpoint: 'CreateTask',
			kind: 'rateLimit',
			retryAfter: BREAK_SECONDS,
			times: 1,
			when: () => ++seen === n,
		});
	};

	it('nothing new starts before the break is over, then fewer run side by side, then as many as before', async () => {
		slow();
		const CONCURRENCY = 6;
		strike(7);
		const items = manyPhotos(60);
		const { json, error } = await executeNode({
			sim,
			items,
			parameters: createFromPhotos('none', { concurrency: CONCURRENCY }),
		});
		expect(error).toBeUndefined();
		expect(json.map(({ task_id: id }) => id)).toEqual(taskIdsInOrder(sim, items));
		const struckAt = creations().find(({ status }) => status === 429)?.endedAt ?? 0;
		const later = creations().filter(({ at }) => at > struckAt + 20); // what was under way when the answer came is let be
		expect(Math.min(...later.map(({ at }) => at)) - struckAt).toBeGreaterThanOrEqual(
			BREAK_SECONDS * 1000 - 5,
		);
		expect(peakConcurrency(later.slice(0, 3))).toBeLessThanOrEqual(CONCURRENCY / 2);
		expect(peakConcurrency(later)).toBe(CONCURRENCY);
	});

	it('no task is lost and none is made twice, also when it happens again and again', async () => {
		let seen = 0;
		sim.faults.add({
			endpoint: 'CreateTask',
			kind: 'rateLimit',
			retryAfter: 0.05,
			when: () => ++seen % 4 === 0,
		});
		const items = manyPhotos(24);
		const { json, error } = await executeNode({
			sim,
			items,
			parameters: createFromPhotos('none', { concurrency: 8 }),
		});
		expect(error).toBeUndefined();
		expect(json.map(({ task_id: id }) => id)).toEqual(taskIdsInOrder(sim, items));
		expect(taskIds(sim)).toHaveLength(24);
	});

	it('a 429 to a look slows the creations of nobody else, and costs no result', async () => {
		sim.faults.add({ endpoint: 'TaskInfo', kind: 'rateLimit', retryAfter: 0.2, times: 3 });
		const items = manyPhotos(6);
		const { json } = await executeNode({ sim, items, parameters: createFromPhotos('poll') });
		expect(json.map(({ status }) => status)).toEqual(items.map(() => 'success'));
		expect(sim.requestsTo('TaskInfo').filter(({ status }) => status === 429)).toHaveLength(3);
	});

	it('maintenance is waited out as well', async () => {
		sim.faults.add({ endpoint: 'CreateTask', kind: 'maintenance', times: 2 });
		const items = manyPhotos(3);
		const { json, error } = await executeNode({ sim, items, parameters: createFromPhotos('none') });
		expect(error).toBeUndefined();
		expect(json.map(({ task_id: id }) => id)).toEqual(taskIdsInOrder(sim, items));
		expect(taskIds(sim)).toHaveLength(3);
	});

	it('an end of patience is an error, and a retry sends it then: nothing was created', async () => {
		const end = sim.faults.add({ endpoint: 'CreateTask', kind: 'rateLimit', retryAfter: 0 });
		const first = await executeNode({
			sim,
			items: manyPhotos(1),
			parameters: createFromPhotos('none'),
		});
		expect(String(first.error)).toContain('429');
		expect(creations().length).toBeGreaterThan(2);
		end();
		const second = await executeNode({
			sim,
			items: manyPhotos(1),
			parameters: createFromPhotos('none'),
			runData: first.runData,
		});
		expect(second.json).toMatchObject([{ task_id: taskIds(sim)[0] }]);
	});
});
