import { deepCopy } from 'n8n-workflow';
import { createFromPhotos, executeNode, photos, taskIds, useSimulator } from '../support';

const sim = useSimulator({ taskTimings: 'manual' });

it('a retry resumes its task although the order of the template list was changed', async () => {
	const items = photos('a');
	const create = (more = {}) => createFromPhotos('none', {}, more);
	const first = await executeNode({ sim, items, parameters: create() });
	const { json, error } = await executeNode({
		sim,
		items,
		parameters: create({ sortTemplatesBy: 'price' }),
		runData: deepCopy(first.runData),
		executionId: '78',
	});
	expect(error).toBeUndefined();
	expect(json).toMatchObject([{ task_id: taskIds(sim)[0] }]);
	expect(taskIds(sim)).toHaveLength(1);
});
