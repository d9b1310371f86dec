import type { INodeExecutionData } from 'n8n-workflow';
import {
	createFromPhotos,
	executeNode,
	messageOf,
	photos,
	taskIds,
	useDeduplicationTable,
	useSimulator,
	type ExecuteOptions,
} from '../support';

/**
 * n8n itself crashed, and somebody retries the execution. n8n has not saved the ledger. It starts the Retry from the
 * beginning, and the first run of the node before ours holds an item that n8n rebuilt from its event log.
 */

const sim = useSimulator({ taskTimings: 'manual' });
useDeduplicationTable();

const rebuilt = (isArtificialRecoveredEventItem: boolean | string = true): INodeExecutionData => ({
	json: { isArtificialRecoveredEventItem },
});
const TWO = photos('a', 'b');
const NOT_CONFIRMED = /^An earlier attempt to create this task was not confirmed\. .*Task > Wait/;

const retry = async (options: Partial<ExecuteOptions> = {}) =>
	await executeNode({
		sim,
		items: TWO,
		parameters: createFromPhotos('none'),
		mode: 'retry',
		previousRuns: [[rebuilt()], TWO],
		...options,
	});

describe('The Retry of an execution in which n8n crashed', () => {
	it('sends nothing, and says that the earlier tasks are not confirmed', async () => {
		const { error } = await retry();
		expect(messageOf(error)).toMatch(NOT_CONFIRMED);
		expect(sim.requestsTo('CreateTask')).toEqual([]);
	});

	it('says so for every item when the node continues on fail', async () => {
		const { json } = await retry({ continueOnFail: true });
		expect(json.map(({ error }) => error)).toEqual([
			expect.stringMatching(NOT_CONFIRMED),
			expect.stringMatching(NOT_CONFIRMED),
		]);
		expect(sim.requestsTo('CreateTask')).toEqual([]);
	});

	it.each(['Jo’s', "Jo's", '"items"', 'a\\b', '$&', '{{ 1 }}', 'a }} b', '`${1}`'])(
		'sends nothing after a node named %s',
		async (previousNode) => {
			const { error } = await retry({ previousNode });
			expect(messageOf(error)).toMatch(NOT_CONFIRMED);
			expect(sim.requestsTo('CreateTask')).toEqual([]);
		},
	);

	it('creates the tasks with Resend Unconfirmed Tasks', async () => {
		const parameters = createFromPhotos('none', { resendUnknown: true });
		const { error } = await retry({ parameters });
		expect(error).toBeUndefined();
		expect(taskIds(sim)).toHaveLength(2);
	});

	it('keeps what it has created for its own Retry', async () => {
		const parameters = createFromPhotos('none', { resendUnknown: true });
		const { runData, json } = await retry({ parameters, executionId: '78' });
		const again = await retry({ runData, executionId: '79' });
		expect(again.json.map(({ task_id: id }) => id)).toEqual(json.map(({ task_id: id }) => id));
		expect(taskIds(sim)).toHaveLength(2);
	});
});

describe('Any other execution creates its tasks', () => {
	it.each<[string, Partial<ExecuteOptions>]>([
		['when it is no Retry', { mode: 'trigger' }],
		['when the items are ordinary', { previousRuns: [TWO] }],
		['when only a later run holds a rebuilt item', { previousRuns: [TWO, [rebuilt()]] }],
		['when the mark is false', { previousRuns: [[rebuilt(false)]] }],
		['when the mark is a text', { previousRuns: [[rebuilt('true')]] }],
		['when only some items are marked', { previousRuns: [[rebuilt(), ...TWO]] }],
		['when the node before returned no items', { previousRuns: [[]] }],
		['when the node before has not run', { previousRuns: [] }],
		['when there is no node before', { previousRuns: undefined }],
	])('%s', async (_, options) => {
		const { error, json } = await retry(options);
		expect(error).toBeUndefined();
		expect(json).toMatchObject([{ status: 'pending' }, { status: 'pending' }]);
		expect(taskIds(sim)).toHaveLength(2);
	});
});
