import { deepCopy, type IDataObject } from 'n8n-workflow';
import { createFromModel, executeNode, messageOf, useSimulator } from '../support';

const sim = useSimulator();

const items = ['a', 'b', 'c'].map((prompt) => ({ json: { prompt } }));
const VIDEO_OF_PROMPT = createFromModel('google/veo-3', { prompt: '={{ $json.prompt }}' });
const VIDEO_OF_CAT = createFromModel('google/veo-3', { prompt: 'A cat' });

/** The prompt that the task of an output item was created with. */
const promptOf = ({ task_id: id }: IDataObject) =>
	sim.ledger.created.find((entry) => entry.task_id === id)?.input.prompt;

describe('a retry', () => {
	it('resumes the tasks that exist and creates only the missing one', async () => {
		const parameters = VIDEO_OF_PROMPT;
		sim.settings.taskTimings = 'manual';
		sim.faults.add({
			endpoint: 'CreateTask',
			kind: 'status',
			status: 402,
			when: ({ body }) => JSON.stringify(body).includes('"b"'),
		});
		const first = await executeNode({ sim, items, parameters, continueOnFail: true });
		sim.faults.clear();

		const second = await executeNode({
			sim,
			items,
			parameters,
			runData: deepCopy(first.runData),
			executionId: '78',
		});

		expect(second.error).toBeUndefined();
		expect(second.json.map(promptOf)).toEqual(['a', 'b', 'c']);
		expect(sim.ledger.created).toHaveLength(3);
	});

	it('does not send an unconfirmed task again', async () => {
		sim.faults.add({ endpoint: 'CreateTask', kind: 'resetAfter' });
		const first = await executeNode({ sim, parameters: VIDEO_OF_CAT });
		sim.faults.clear();

		const second = await executeNode({
			sim,
			parameters: VIDEO_OF_CAT,
			runData: deepCopy(first.runData),
		});

		expect(messageOf(second.error)).toMatch(
			/^An earlier attempt .* was not confirmed\. .*Task > Wait/,
		);
		expect(sim.requestsTo('CreateTask')).toHaveLength(1);
	});

	it('recognizes its task even when the model’s fields can no longer be looked up', async () => {
		sim.settings.taskTimings = { pendingMs: 0, runningMs: 0 };
		const parameters = createFromModel(
			'google/nano-banana-edit',
			{ prompt: 'A hat', image_urls: 'https://example.com/a.png\nhttps://example.com/b.png' },
			{ waitMode: 'poll', options: { pollIntervalSeconds: 0.2 } },
		);
		const first = await executeNode({ sim, parameters });
		expect(first.error).toBeUndefined();
		sim.faults.add({ endpoint: 'Model', kind: 'status', status: 403 });

		const second = await executeNode({ sim, parameters, runData: deepCopy(first.runData) });

		expect(second.error).toBeUndefined();
		expect(second.json).toMatchObject([{ task_id: first.json[0]?.task_id, status: 'success' }]);
		expect(sim.ledger.created).toHaveLength(1);
	});
});
