import { createRunExecutionData, type INodeParameters, type INodeProperties } from 'n8n-workflow';
import { Crun } from '../../../nodes/Crun/Crun.node';
import {
	createFromPhotos,
	executeAsTool,
	existingTask,
	getTask,
	photos,
	taskIds,
	useSimulator,
} from '../support';

/** What a tool of an AI agent shows and returns, where it differs from the node. */

const sim = useSimulator({ taskTimings: 'manual' });

const call = async (
	parameters: INodeParameters,
	photo = 'a',
	runData = createRunExecutionData({}),
) => {
	const { output } = await executeAsTool('tool node', {
		sim,
		items: photos(photo),
		parameters,
		runData,
	});
	return output;
};

describe('Max Credits per Run of a tool', () => {
	it('starts at 1,000 credits', async () => {
		const runData = createRunExecutionData({});
		await call(createFromPhotos('none'), 'a', runData);
		await call(createFromPhotos('none'), 'b', runData);
		await expect(call(createFromPhotos('none'), 'c', runData)).rejects.toThrow(
			/1065\.6 credits together, and Max Credits per Run is 1000\./,
		);
		expect(taskIds(sim)).toHaveLength(2);
	});

	it('is what the user sets', async () => {
		const parameters = createFromPhotos('none', {}, { maxCreditsPerRun: 100 });
		await expect(call(parameters)).rejects.toThrow(/Max Credits per Run is 100\./);
		expect(taskIds(sim)).toEqual([]);
	});
});

describe('What protects the credits', () => {
	type Shown = Pick<INodeProperties, 'name' | 'displayOptions' | 'noDataExpression'>;
	const { properties } = new Crun().description;
	const all: Shown[] = properties.flatMap((one) => [
		one,
		...(one.type === 'collection' ? (one.options ?? []) : []),
	]);
	const inTools = (name: string) =>
		all.filter((one) => one.name === name && one.displayOptions?.hide?.['@tool']?.[0] !== true);

	it.each(['maxCreditsPerRun', 'maxCredits', 'keepAtLeast', 'resendUnknown'])(
		'cannot be left to the model of an agent: %s',
		(name) => {
			const creates = inTools(name).filter(
				({ displayOptions }) => displayOptions?.show?.['@tool']?.[0] === true,
			);
			expect(creates.length).toBeGreaterThan(0);
			for (const one of creates) expect(one.noDataExpression).toBe(true);
		},
	);
});

describe('Output of a tool', () => {
	const get = async (more: INodeParameters) => {
		const id = sim.tasks.finish(existingTask(sim), 'success').task_id;
		const output = JSON.parse(JSON.stringify(await call(getTask(id, more)))) as [
			[{ json: Record<string, unknown> }],
		];
		return { id, json: output[0][0].json };
	};

	it('is ten fields at most, the useful ones among them', async () => {
		const { json } = await get({});
		expect(Object.keys(json).length).toBeLessThanOrEqual(10);
		expect(json).toMatchObject({ status: 'success', error: null });
		for (const name of ['task_id', 'video_url', 'media_urls', 'credits'])
			expect(json).toHaveProperty(name);
	});

	it('is Crun’s own response', async () => {
		const { json, id } = await get({ output: 'raw' });
		expect(json).toMatchObject({ task_id: id, param: { model: 'bytedance/template' } });
	});

	it('is the fields that the user lists, and the ID of the task', async () => {
		const { json, id } = await get({ output: 'selectedFields', outputFields: 'status, credits' });
		expect(Object.keys(json)).toEqual(['task_id', 'status', 'credits']);
		expect(json.task_id).toBe(id);
	});

	it('is the simplified form where no field is listed, so that a paid task is not lost', async () => {
		const { json } = await get({ output: 'selectedFields', outputFields: ' , ' });
		expect(json).toHaveProperty('video_url');
	});
});
