import { createRunExecutionData } from 'n8n-workflow';
import {
	BATTLE_PRICE,
	createFromPhotos,
	createViduFromBinary,
	executeAsTool,
	executeNode,
	itemWithFiles,
	photos,
	taskIdsInOrder,
	taskIds,
	useSimulator,
} from '../support';

/**
 * What the ledger looks like in n8n's database. This version of the node retries executions that an earlier version
 * has stored, so the names and fields must not change.
 */

const sim = useSimulator({ taskTimings: 'manual' });

const FINGERPRINT = /^[\w-]{43}$/;
const entry = (taskId: string | undefined, more: object = {}) => ({
	fingerprint: expect.stringMatching(FINGERPRINT) as string,
	executionId: '77',
	taskId,
	callbackPath: null,
	credits: 0,
	...more,
});

it('an entry is stored for each item, with what was approved for it', async () => {
	const items = photos('a', 'b');
	const parameters = createFromPhotos('none', { maxCredits: 400 });
	const { runData } = await executeNode({ sim, items, parameters });
	const [a, b] = taskIdsInOrder(sim, items);
	expect(runData.executionData?.contextData).toEqual({
		'node:Crun': {
			'crun began': '77',
			'crun spending 0': '77',
			'crun run 0 item 0': entry(a, { credits: 355.2 }),
			'crun run 0 item 1': entry(b, { credits: 355.2 }),
		},
	});
});

it('the entries of a loop, and of uploaded files, are stored under the number of the round', async () => {
	const items = [await itemWithFiles({ data: {} })];
	const { runData } = await executeNode({
		sim,
		items,
		parameters: createViduFromBinary(),
		runIndex: 3,
	});
	const stored = runData.executionData?.contextData['node:Crun'] ?? {};
	const [file = '', ...others] = Object.keys(stored).filter((key) => key.includes('file'));
	expect(others).toEqual(['crun run 3 item 0 file of 5982 bytes']);
	expect(file).toMatch(/^crun run 3 item 0 file [\w-]{43}$/);
	expect(stored).toEqual({
		'crun began': '77',
		'crun spending 3': '77',
		'crun run 3 item 0': entry(taskIds(sim)[0]),
		[file]: expect.stringContaining('/uploads/') as string,
		'crun run 3 item 0 file of 5982 bytes': 'uploaded',
	});
});

it('the entries of an agent’s tool are stored under their fingerprints', async () => {
	const runData = createRunExecutionData({});
	const parameters = createFromPhotos('none');
	await executeAsTool('tool node', { sim, items: photos('a'), parameters, runData });
	const stored = runData.executionData?.contextData['node:Crun'] ?? {};
	const key = Object.keys(stored).find((name) => name.startsWith('crun tool ')) ?? '';
	const fingerprint = key.slice('crun tool '.length);
	expect(fingerprint).toMatch(FINGERPRINT);
	expect(stored).toEqual({
		'crun began': '77',
		'crun spending tool': '77',
		[key]: entry(taskIds(sim)[0], { fingerprint, credits: BATTLE_PRICE }), // a tool starts with a limit
	});
});

it('the path of the callback URL is stored where the task has one', async () => {
	const parameters = createFromPhotos(
		'none',
		{},
		{ notify: 'url', callbackUrl: 'https://example.com/hook?a=1' },
	);
	const { runData } = await executeNode({ sim, items: photos('a'), parameters });
	expect(runData.executionData?.contextData['node:Crun']).toEqual({
		'crun began': '77',
		'crun spending 0': '77',
		'crun run 0 item 0': entry(taskIds(sim)[0], { callbackPath: '/hook' }),
	});
});
