import { createRunExecutionData, type INodeParameters } from 'n8n-workflow';
import { verifyCallback } from '../../../nodes/Crun/crun/callback';
import {
	createByteDance,
	createFromPhotos,
	executeAsTool,
	existingTask,
	expectNothingSent,
	getTask,
	itemWithFiles,
	messageOf,
	photos,
	taskIds,
	textFile,
	useSimulator,
} from '../support';

/** What a model can do with the fields that the workflow lets it fill in, and what it cannot. */

const sim = useSimulator({ taskTimings: 'manual' });

const newExecution = () => {
	const runData = createRunExecutionData({ resumeToken: 'token-of-n8n' });
	return async (parameters: INodeParameters, items = photos('a'), runIndex = 0) =>
		await executeAsTool('supplied tool', { sim, parameters, items, runData, runIndex });
};
const callbackUrlOfTheTask = () => sim.tasks.get(taskIds(sim)[0] ?? '')?.param.callback_url ?? '';

it('a model that fills in Image URLs chooses a host, and what is said to it in the URL', async () => {
	const imageUrls = 'https://collector.example/?said=the+customer+list';
	await newExecution()(createByteDance({ imageUrls }));
	expect(sim.ledger.created[0]?.input.img_urls).toEqual([imageUrls]);
});

it('a model that fills in Task ID reads any task of the account', async () => {
	const taskId = existingTask(sim);
	const { output } = await newExecution()(getTask(taskId));
	expect(output).toMatchObject([[{ json: { task_id: taskId } }]]);
});

it('a model that fills in Callback URL has the finished task sent there, unsigned', async () => {
	const callbackUrl = 'https://collector.example/tasks';
	await newExecution()(createByteDance({ notify: 'url', callbackUrl }));
	expect(callbackUrlOfTheTask()).toBe(callbackUrl);
});

it('a model that fills in Trigger URL obtains a valid signature for a path of its choice, on any host', async () => {
	const triggerUrl = 'https://collector.example/webhook/1234/webhook';
	await newExecution()(createByteDance({ notify: 'trigger', triggerUrl }));
	const url = new URL(callbackUrlOfTheTask());
	expect(url.host).toBe('collector.example');
	const age = { now: Date.now() / 1000, maxAgeSeconds: 60 };
	const query = Object.fromEntries(url.searchParams);
	expect(verifyCallback(query, ['/webhook/1234/webhook'], sim.apiKey, age)).toBe('valid');
	expect(verifyCallback(query, ['/webhook/5678/webhook'], sim.apiKey, age)).toBe('invalid');
});

it('a model cannot use files of the workflow', async () => {
	const parameters = createByteDance({ imageSource: 'binary', binaryPropertyName: 'data' });
	const items = [await itemWithFiles({ data: textFile() })];
	const error: unknown = await newExecution()(parameters, items).catch((reason: unknown) => reason);
	expect(messageOf(error)).toContain('An AI agent cannot hand over files');
	expectNothingSent(sim);
});

it('calls at the same time do not exceed Max Credits per Run together', async () => {
	const call = newExecution();
	const parameters = createFromPhotos('none', { maxCreditsPerRun: 800 }); // two at 355.2 credits
	const calls = ['a', 'b', 'c', 'd', 'e'].map(
		async (photo, index) => await call(parameters, photos(photo), index),
	);
	const ended = await Promise.allSettled(calls);
	expect(taskIds(sim)).toHaveLength(2);
	expect(ended.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
});
