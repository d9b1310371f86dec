import { BATTLE_GAME } from '../../../dev/simulator';
import {
	createByteDance,
	createViduFromBinary,
	executeNode,
	itemWithFiles,
	locator,
	messageOf,
	taskIds,
	useBinaryDataMode,
	useMinutesBetweenTests,
	useSimulator,
} from '../support';

/** When the node runs again and an item has become invalid, the error names the task that exists for it. */

const sim = useSimulator({ taskTimings: 'manual' });
useMinutesBetweenTests();
beforeAll(async () => await useBinaryDataMode('filesystem'));

it('the error of an item whose template was removed names the task of an earlier attempt', async () => {
	const { runData } = await executeNode({ sim, parameters: createByteDance() });
	sim.catalogues.bytedance.splice(0);
	const { error } = await executeNode({ sim, parameters: createByteDance(), runData });
	expect(messageOf(error)).toMatch(/104909826.*An earlier attempt created task/);
	expect(messageOf(error)).toContain(taskIds(sim)[0]);
});

it('the error of an item whose image was removed names the task of an earlier attempt', async () => {
	const { runData } = await executeNode({
		sim,
		parameters: createViduFromBinary(),
		items: [await itemWithFiles({ data: {} })],
	});
	const { error } = await executeNode({
		sim,
		parameters: createViduFromBinary(),
		items: [{ json: {} }],
		runData,
	});
	expect(messageOf(error)).toMatch(/'data'.*An earlier attempt created task/);
	expect(messageOf(error)).toContain(taskIds(sim)[0]);
});

it('the error item contains the ID of the task when the node continues on fail', async () => {
	sim.catalogues.bytedance.push({ ...BATTLE_GAME, TemplateId: 'going' });
	const items = [{ json: { id: '104909826' } }, { json: { id: 'going' } }];
	const parameters = createByteDance({ templateId: locator('={{ $json.id }}') });
	const { runData } = await executeNode({ sim, parameters, items });
	sim.catalogues.bytedance.pop();
	const { json } = await executeNode({ sim, parameters, items, runData, continueOnFail: true });
	expect(json.map(({ task_id: id }) => id)).toEqual(taskIds(sim));
	expect(json[1]?.error).toContain('going');
});

it('the error of an item without an earlier task names none', async () => {
	const { error } = await executeNode({
		sim,
		parameters: createByteDance({ templateId: locator('nowhere') }),
	});
	expect(messageOf(error)).not.toContain('earlier attempt');
});
