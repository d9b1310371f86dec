import { peakConcurrency } from '../../../dev/simulator/concurrency';
import {
	createFromPhotos,
	executeNode,
	locator,
	manyPhotos,
	messageOf,
	PHOTO_URL,
	taskIds,
	taskIdsInOrder,
	useSimulator,
} from '../support';

const sim = useSimulator({ taskTimings: { pendingMs: 0, runningMs: 150 } });

const LATENCY_MS = 40;
const slow = () => sim.faults.add({ endpoint: '*', kind: 'latency', ms: LATENCY_MS });

it.each([1, 2, 3, 7])(
	'Concurrency allows %d request(s) at the same time, in total and of each kind',
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
		expect(sim.peakConcurrency('TaskInfo')).toBe(Math.min(concurrency, 4)); // rounds of 1, 2, and 4 checks
	},
);

it('Concurrency is 5 by default', async () => {
	slow();
	await executeNode({ sim, items: manyPhotos(12), parameters: createFromPhotos('poll') });
	expect(sim.peakConcurrency('CreateTask')).toBe(5);
	expect(sim.peakConcurrency('TaskInfo')).toBe(5);
	expect(sim.peakConcurrency()).toBe(5);
});

it('without Concurrency, more requests run at the same time while Crun does not complain, up to 20', async () => {
	sim.faults.add({ endpoint: '*', kind: 'latency', ms: 20 });
	sim.settings.balance = 1e6;
	const items = manyPhotos(300);
	const { json } = await executeNode({ sim, items, parameters: createFromPhotos('none') });
	expect(json.map(({ task_id: id }) => id)).toEqual(taskIdsInOrder(sim, items));
	const creations = sim.requestsTo('CreateTask');
	expect(peakConcurrency(creations.slice(0, 15))).toBe(5);
	expect(peakConcurrency(creations)).toBe(20);
});

it('without Concurrency, a 429 halves the number of requests at the same time', async () => {
	sim.faults.add({ endpoint: '*', kind: 'latency', ms: 20 });
	let seen = 0;
	sim.faults.add({
		endpoint: 'CreateTask',
		kind: 'rateLimit',
		retryAfter: 0.2,
		when: () => ++seen === 200,
	});
	sim.settings.balance = 1e6;
	const items = manyPhotos(300);
	const { json } = await executeNode({ sim, items, parameters: createFromPhotos('none') });
	expect(json.map(({ task_id: id }) => id)).toEqual(taskIdsInOrder(sim, items));
	const creations = sim.requestsTo('CreateTask');
	const rejectedAt = creations.find(({ status }) => status === 429)?.endedAt ?? 0;
	const later = creations.filter(({ at }) => at > rejectedAt + 100);
	expect(peakConcurrency(later.slice(0, 30))).toBeLessThanOrEqual(10);
});

it('without Concurrency, files are still transferred five at a time', async () => {
	const ids = (
		await executeNode({ sim, items: manyPhotos(80), parameters: createFromPhotos('none') })
	).json;
	for (const id of taskIds(sim)) sim.tasks.finish(id, 'success');
	sim.faults.add({ endpoint: '*', kind: 'latency', ms: 20 });
	await executeNode({
		sim,
		items: ids.map((json) => ({ json })),
		parameters: {
			resource: 'task',
			operation: 'wait',
			taskId: '={{ $json.task_id }}',
			options: { downloadResult: true },
		},
	});
	expect(peakConcurrency(sim.requestsTo('TaskInfo'))).toBeGreaterThan(5);
	expect(sim.peakConcurrency('media')).toBe(5);
});

it('Concurrency limits the requests for templates', async () => {
	slow();
	const items = sim.catalogues.bytedance.slice(1, 9).map((one) => ({
		json: {
			id: String((one as { TemplateId: unknown }).TemplateId),
			photo: PHOTO_URL,
		},
	}));
	const templateId = locator('={{ $json.id }}');
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

it('Concurrency limits Task > Wait', async () => {
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

describe('After a 429,', () => {
	const PAUSE_SECONDS = 0.5;
	const creations = () => sim.requestsTo('CreateTask');

	/** Responds to the n-th creation with a 429. */
	const rejectCreation = (n: number) => {
		let seen = 0;
		sim.faults.add({
			endpoint: 'CreateTask',
			kind: 'rateLimit',
			retryAfter: PAUSE_SECONDS,
			times: 1,
			when: () => ++seen === n,
		});
	};

	it('no request is sent until the pause is over, then fewer run concurrently, then as many as before', async () => {
		slow();
		const CONCURRENCY = 6;
		rejectCreation(7);
		const items = manyPhotos(60);
		const { json, error } = await executeNode({
			sim,
			items,
			parameters: createFromPhotos('none', { concurrency: CONCURRENCY }),
		});
		expect(error).toBeUndefined();
		expect(json.map(({ task_id: id }) => id)).toEqual(taskIdsInOrder(sim, items));
		const rejectedAt = creations().find(({ status }) => status === 429)?.endedAt ?? 0;
		const later = creations().filter(({ at }) => at > rejectedAt + 100); // without those in progress at that time
		expect(Math.min(...later.map(({ at }) => at)) - rejectedAt).toBeGreaterThanOrEqual(
			PAUSE_SECONDS * 1000 - 5,
		);
		expect(peakConcurrency(later.slice(0, 3))).toBeLessThanOrEqual(CONCURRENCY / 2);
		expect(peakConcurrency(later)).toBe(CONCURRENCY);
	});

	it('no task is lost or created twice, even if it happens repeatedly', async () => {
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

	it('a status check is sent again, and no result is lost', async () => {
		sim.faults.add({ endpoint: 'TaskInfo', kind: 'rateLimit', retryAfter: 0.2, times: 3 });
		const items = manyPhotos(6);
		const { json } = await executeNode({ sim, items, parameters: createFromPhotos('poll') });
		expect(json.map(({ status }) => status)).toEqual(items.map(() => 'success'));
		expect(sim.requestsTo('TaskInfo').filter(({ status }) => status === 429)).toHaveLength(3);
	});

	it('and likewise during maintenance, a creation is sent again', async () => {
		sim.faults.add({ endpoint: 'CreateTask', kind: 'maintenance', times: 2 });
		const items = manyPhotos(3);
		const { json, error } = await executeNode({ sim, items, parameters: createFromPhotos('none') });
		expect(error).toBeUndefined();
		expect(json.map(({ task_id: id }) => id)).toEqual(taskIdsInOrder(sim, items));
		expect(taskIds(sim)).toHaveLength(3);
	});

	it('a creation that fails after all attempts is sent again by a retry, because nothing was created', async () => {
		const end = sim.faults.add({ endpoint: 'CreateTask', kind: 'rateLimit', retryAfter: 0 });
		const first = await executeNode({
			sim,
			items: manyPhotos(1),
			parameters: createFromPhotos('none'),
		});
		expect(messageOf(first.error)).toContain('429');
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
