import { createRunExecutionData, deepCopy } from 'n8n-workflow';
import {
	createFromPhotos,
	executeNode,
	openWebhook,
	parseContextData,
	photoOf,
	photos,
	photoUrl,
	sleep,
	taskIdsInOrder,
	useSimulator,
} from '../support';

/**
 * n8n dies at any moment. All that is left is what its database holds: the context data, as JSON. From whatever moment
 * that is, a retry must not pay a second time.
 */

const sim = useSimulator();

const items = photos('a', 'b', 'c');

/** Everything that can be seen from outside, as moments at which n8n may die. */
const MOMENTS = ['request', 'created', 'ended', 'status'] as const;

async function storedAtEveryMoment(waitMode: 'none' | 'poll' | 'suspend') {
	const n8n = await openWebhook({ sim, node: 'crun', parameters: createFromPhotos(waitMode) });
	const runData = createRunExecutionData({ resumeToken: 'token-of-n8n' });
	const stored: Array<{ moment: string; json: string; sent: string[] }> = [];
	/** Whose creations had been sent by then. */
	const sent = () => sim.requestsTo('CreateTask').map(({ body }) => JSON.stringify(body));
	const store = (moment: string) =>
		stored.push({
			moment,
			json: JSON.stringify(runData.executionData?.contextData ?? {}),
			sent: sent(),
		});
	const stops = MOMENTS.map((event) => sim.on(event, () => void store(event)));
	await executeNode({
		sim,
		items,
		parameters: createFromPhotos(waitMode),
		runData,
		resumeBaseUrl: n8n.resumeBaseUrl,
	});
	await sleep(50);
	for (const stop of stops) stop();
	await n8n.stop();
	return stored;
}

it.each(['none', 'poll', 'suspend'] as const)(
	'a retry from what was stored at any moment never sends an item’s creation twice (%s)',
	async (waitMode) => {
		const stored = await storedAtEveryMoment(waitMode);
		expect(stored.length).toBeGreaterThanOrEqual(12);
		for (const { json, sent } of stored) {
			const before = sim.ledger.created.length;
			const contextData = parseContextData(json);
			const runData = createRunExecutionData({ executionData: { contextData } });
			const { items: output } = await executeNode({
				sim,
				items,
				parameters: createFromPhotos('none'),
				runData,
				executionId: '78',
				continueOnFail: true,
			});
			const fresh = sim.ledger.created.slice(before).map(photoOf);
			for (const photo of fresh) expect(sent.filter((body) => body.includes(photo))).toEqual([]);
			expect(output).toHaveLength(items.length);
			for (const { json: item } of output) expect(item.task_id ?? item.error).toBeTruthy();
		}
	},
);

it('what is stored at the end is enough to take every task up again', async () => {
	const first = await executeNode({ sim, items, parameters: createFromPhotos('none') });
	const ids = taskIdsInOrder(sim, items);
	const contextData = parseContextData(JSON.stringify(first.runData.executionData?.contextData));
	const runData = deepCopy(createRunExecutionData({ executionData: { contextData } }));
	const { json } = await executeNode({
		sim,
		items,
		parameters: createFromPhotos('poll'),
		runData,
		executionId: '78',
	});
	expect(json.map(({ task_id: id }) => id)).toEqual(ids);
	expect(sim.ledger.created).toHaveLength(items.length);
});

it('after a stop, a retry creates what was never sent, without asking the user to look it up', async () => {
	const names = ['a', 'b', 'c', 'd', 'e', 'f'];
	const many = photos(...names);
	sim.faults.add({ endpoint: 'CreateTask', kind: 'latency', ms: 100 });
	const stop = new AbortController();
	const running = executeNode({
		sim,
		items: many,
		parameters: createFromPhotos('none', { concurrency: 1 }),
		signal: stop.signal,
	});
	await sim.waitFor('ended', ({ endpoint }) => endpoint === 'CreateTask');
	stop.abort();
	const { runData } = await running;
	await sleep(300);
	sim.faults.clear();
	const sent = sim.requestsTo('CreateTask').map(({ body }) => JSON.stringify(body));
	const { items: output } = await executeNode({
		sim,
		items: many,
		parameters: createFromPhotos('none'),
		runData: deepCopy(runData),
		executionId: '78',
		continueOnFail: true,
	});
	const neverSent = names
		.map((name, index) => ({ photo: photoUrl(name), index }))
		.filter(({ photo }) => !sent.some((body) => body.includes(photo)));
	expect(neverSent.length).toBeGreaterThanOrEqual(4);
	for (const { index } of neverSent)
		expect(output[index]?.json).toMatchObject({ status: 'pending' });
});
