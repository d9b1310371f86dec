import type { INodeParameters } from 'n8n-workflow';
import {
	BATTLE_PRICE,
	createByteDance,
	createSora,
	executeAsTool,
	executeNode,
	messageOf,
	taskIds,
	useSimulator,
	type ExecuteOptions,
} from '../support';

/** What somebody sees who runs the node for the first time. */

const sim = useSimulator({ taskTimings: { pendingMs: 10, runningMs: 20 } });

const QUICK = { pollIntervalSeconds: 0.2 };
/** Wait For Result is not set, as in a new node. */
const withDefaultWait = ({ waitMode, ...parameters }: INodeParameters): INodeParameters => {
	expect(waitMode).toBe('none');
	return parameters;
};
const run = async (parameters: INodeParameters, more: Partial<ExecuteOptions> = {}) =>
	await executeNode({ sim, parameters, ...more });

describe('With the defaults, the node', () => {
	it('waits for the task and returns the video', async () => {
		const parameters = withDefaultWait(createByteDance({ options: QUICK }));
		const { json, error, context } = await run(parameters);
		expect(error).toBeUndefined();
		expect(json).toMatchObject([
			{ status: 'success', video_url: expect.stringMatching(/^http.*\.mp4$/) as string },
		]);
		expect(context.hints).toEqual([]);
	});
});

describe('Without waiting, the new task', () => {
	const SECOND = 1000;
	const before = (created: unknown) => Date.now() - Date.parse(String(created));

	it('has its exact price, and the time of its creation', async () => {
		const { json } = await run(createByteDance());
		expect(json).toMatchObject([{ status: 'pending', credits: BATTLE_PRICE }]);
		expect(before(json[0]?.created_at)).toBeGreaterThanOrEqual(0);
		expect(before(json[0]?.created_at)).toBeLessThan(15 * SECOND);
	});

	it('has the estimated price where a limit needed it, and null otherwise', async () => {
		const limited = await run(createSora({ maxCredits: 50 }));
		const unlimited = await run(createSora({}));
		expect([limited.json[0]?.credits, unlimited.json[0]?.credits]).toEqual([50, null]);
	});

	it('has no price that Crun calls an estimate', async () => {
		sim.settings.estimates = 'estimate-credits';
		const data = { credits: 50, estimated: true };
		const body = { code: 200, data };
		sim.faults.add({ endpoint: 'estimate-credits', kind: 'body', status: 200, body });
		const { json } = await run(createSora({ maxCredits: 50 }));
		expect(json[0]?.credits).toBeNull();
	});

	it('is Crun’s own response with Simplify off', async () => {
		const { json } = await run(createByteDance({ simplify: false }));
		expect(json).toEqual([{ task_id: taskIds(sim)[0] }]);
	});
});

describe('The hint how to get the result', () => {
	it('is shown where nothing announces the result', async () => {
		const { context } = await run(createByteDance());
		expect(context.hints).toMatchObject([
			{
				type: 'info',
				location: 'outputPane',
				message: expect.stringMatching(/still running.*Poll.*Task > Wait/) as string,
			},
		]);
	});

	it.each<[string, INodeParameters]>([
		[
			'a Crun Trigger is notified',
			{ notify: 'trigger', triggerUrl: 'https://n8n.example/webhook/1' },
		],
		['another URL is notified', { notify: 'url', callbackUrl: 'https://example.com/callback' }],
		['the node waits', { waitMode: 'poll', options: QUICK }],
	])('is not shown where %s', async (_what, more) => {
		const { context, error } = await run(createByteDance(more));
		expect(error).toBeUndefined();
		expect(context.hints).toEqual([]);
	});

	it('is not returned to an AI agent', async () => {
		const { output } = await executeAsTool('tool node', {
			sim,
			items: [{ json: {} }],
			parameters: createByteDance(),
		});
		expect(JSON.stringify(output)).not.toMatch(/Task > Wait/);
	});
});

describe('An option that is added means yes:', () => {
	it('Dry Run creates nothing, whatever value the editor starts with', async () => {
		const { json } = await run(createByteDance({ options: { dryRun: true } }));
		expect(json).toMatchObject([{ dry_run: true }]);
		expect(taskIds(sim)).toEqual([]);
	});

	it('and without it, the task is created', async () => {
		await run(createByteDance({ options: {} }));
		await run(createByteDance({ options: { dryRun: false } }));
		expect(taskIds(sim)).toHaveLength(2);
	});

	it('Max Credits starts at a limit that allows nothing', async () => {
		const { error } = await run(createByteDance({ options: { maxCredits: 0 } }));
		expect(messageOf(error)).toMatch(
			/^The task costs more than Max Credits allows\. It would cost 355\.2 credits, and Max Credits is 0\. Nothing was created\.$/,
		);
		expect(taskIds(sim)).toEqual([]);
	});
});
