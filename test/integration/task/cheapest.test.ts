import { createRunExecutionData, deepCopy, type INodeParameters } from 'n8n-workflow';
import { BATTLE_GAME } from '../../../dev/simulator';
import {
	createByteDance,
	executeAsTool,
	executeNode,
	expectNothingCreated,
	messageOf,
	taskIds,
	useSimulator,
	type Execution,
} from '../support';

const sim = useSimulator({ taskTimings: 'manual', balance: 1000 });

const CHEAPEST = { resolution: 'cheapest' };
const WITHOUT_RESOLUTION = Object.fromEntries(
	Object.entries(createByteDance()).filter(([name]) => name !== 'resolution'),
);
const create = async (more: INodeParameters = {}, earlier?: Execution) =>
	await executeNode({
		sim,
		parameters: createByteDance({ ...CHEAPEST, ...more }),
		...(earlier && { runData: deepCopy(earlier.runData), executionId: '78' }),
	});
const resolutions = () => sim.ledger.created.map(({ input }) => input.resolution);
const offer = (...items: Array<[resolution: string, credits?: number]>) => {
	const ConsumeItems = items.map(([Resolution, Credit]) => ({ Resolution, Credit }));
	sim.catalogues.bytedance[0] = { ...BATTLE_GAME, ConsumeItems };
};

describe('Resolution: Cheapest', () => {
	it('creates the task in the cheapest resolution of the template', async () => {
		const { error } = await create();
		expect(error).toBeUndefined();
		expect(resolutions()).toEqual(['480p']);
		expect(sim.ledger.charged()).toBe(166.5);
	});

	it('is decided by the price, not by the order or the name', async () => {
		offer(['720p', 30], ['480p', 40], ['1080p', 20]);
		await create();
		expect(resolutions()).toEqual(['1080p']);
	});

	it.each(['Cheapest', ' CHEAPEST '])('may be written as %j', async (resolution) => {
		await create({ resolution });
		expect(resolutions()).toEqual(['480p']);
	});

	it('is the default', async () => {
		const { error } = await executeNode({ sim, parameters: WITHOUT_RESOLUTION });
		expect(error).toBeUndefined();
		expect(resolutions()).toEqual(['480p']);
	});

	it('sends no resolution if the template offers none', async () => {
		offer();
		expect((await create()).error).toBeUndefined();
		expect(resolutions()).toEqual([undefined]);
	});

	it('takes the only resolution, whether its price is known or not', async () => {
		offer(['720p']);
		expect((await create()).error).toBeUndefined();
		expect(resolutions()).toEqual(['720p']);
	});

	it('is refused where the price of a resolution is not known', async () => {
		offer(['480p'], ['720p', 355.2]);
		const { error } = await create();
		expect(messageOf(error)).toBe(
			'The cheapest resolution is not known. Crun does not state the price of every resolution of "Battle Game", so select one of them. "Battle Game" offers: 480p, 720p · 355.2 credits.',
		);
		expectNothingCreated(sim);
	});

	it('is refused while the catalog cannot be read, before anything is created', async () => {
		sim.faults.add({ endpoint: 'bytedance-templates', kind: 'dataNull' });
		const { error } = await create();
		expect(messageOf(error)).toMatch(
			/^The cheapest resolution is not known\. Crun’s catalog could not be read.*Select a resolution/,
		);
		expectNothingCreated(sim);
	});

	it('is what a dry run returns the price of', async () => {
		const { json } = await create({ options: { dryRun: true } });
		expect(json).toMatchObject([{ estimated_credits: 166.5 }]);
		expect(sim.requestsTo('EstimateTask')).toEqual([]);
	});

	it.each([{ maxCredits: 166.5 }, { maxCreditsPerRun: 166.5 }])(
		'is what a limit is compared with (%o)',
		async (options) => {
			expect((await create({ options })).error).toBeUndefined();
			expect(sim.ledger.charged()).toBe(166.5);
		},
	);

	it.each([{ maxCredits: 166 }, { maxCreditsPerRun: 166 }])(
		'is refused where it costs more than a limit (%o)',
		async (options) => {
			expect(messageOf((await create({ options })).error)).toContain('166.5 credits');
			expectNothingCreated(sim);
		},
	);
});

describe('A retry with Resolution: Cheapest', () => {
	it('resumes its task, although another resolution is the cheapest by now', async () => {
		const earlier = await create();
		offer(['480p', 400], ['720p', 300]);
		const { error, json } = await create({}, earlier);
		expect(error).toBeUndefined();
		expect(json.map(({ task_id: id }) => id)).toEqual(taskIds(sim));
		expect(resolutions()).toEqual(['480p']);
	});

	it('names its task where the catalog cannot be read', async () => {
		const earlier = await create();
		sim.faults.add({ endpoint: 'bytedance-templates', kind: 'dataNull' });
		const { error } = await create({}, earlier);
		expect(messageOf(error)).toContain(taskIds(sim)[0]);
		expect(resolutions()).toEqual(['480p']);
	});

	it('creates a task in the resolution that is the cheapest by now, where the earlier one failed', async () => {
		const earlier = await create();
		sim.tasks.finish(taskIds(sim)[0] ?? '', 'failed');
		offer(['480p', 400], ['720p', 300]);
		await create({}, earlier);
		expect(resolutions()).toEqual(['480p', '720p']);
	});
});

describe('An AI agent', () => {
	const newExecution = () => {
		const runData = createRunExecutionData({ resumeToken: 'token-of-n8n' });
		let runIndex = 0;
		return async (parameters: INodeParameters) => {
			const call = { sim, items: [{ json: {} }], parameters, runData, runIndex: runIndex++ };
			return await executeAsTool('supplied tool', call);
		};
	};

	it('need not know the resolutions of a template', async () => {
		await newExecution()(WITHOUT_RESOLUTION);
		expect(resolutions()).toEqual(['480p']);
	});

	it('gets the same task again, although another resolution is the cheapest by now', async () => {
		const call = newExecution();
		await call(createByteDance(CHEAPEST));
		offer(['480p', 400], ['720p', 300]);
		const { output } = await call(createByteDance(CHEAPEST));
		expect(output).toMatchObject([[{ json: { task_id: taskIds(sim)[0] } }]]);
		expect(resolutions()).toEqual(['480p']);
	});
});
