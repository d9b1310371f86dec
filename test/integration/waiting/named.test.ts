import { BATTLE_GAME } from '../../../dev/simulator';
import {
	createByteDance,
	createViduFromBinary,
	executeNode,
	itemWithFiles,
	locator,
	messageOf,
	useBinaryDataMode,
	useSimulator,
} from '../support';

/** A paid task is never left without its id: also when its own item is not good for another try. */

const sim = useSimulator({ taskTimings: 'manual' });
beforeAll(async () => await useBinaryDataMode('filesystem'));

const created = () => sim.ledger.created.map(({ task_id: id }) => id);

it('an item whose template is gone now names the task that an earlier try created', async () => {
	const { runData } = await executeNode({ sim, parameters: createByteDance() });
	sim.catalogues.bytedance.splice(0);
	const { error } = await executeNode({ sim, parameters: createByteDance(), runData });
	expect(messageOf(error)).toMatch(/104909826.*An earlier try created task/);
	expect(messageOf(error)).toContain(created()[0]);
});

it('so does one whose photo is gone', async () => {
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
	expect(messageOf(error)).toMatch(/'data'.*An earlier try created task/);
	expect(messageOf(error)).toContain(created()[0]);
});

it('with "continue on fail" its id is in the error item, beside the other items’ tasks', async () => {
	sim.catalogues.bytedance.push({ ...BATTLE_GAME, TemplateId: 'going' });
	const items = [{ json: { id: '104909826' } }, { json: { id: 'going' } }];
	const parameters = createByteDance({ templateId: locator('={{ $json.id }}') });
	const { runData } = await executeNode({ sim, parameters, items });
	sim.catalogues.bytedance.pop();
	const { json } = await executeNode({ sim, parameters, items, runData, continueOnFail: true });
	expect(json.map(({ task_id: id }) => id)).toEqual(created());
	expect(json[1]?.error).toContain('going');
});

it('an item without an earlier task names none', async () => {
	const { error } = await executeNode({
		sim,
		parameters: createByteDance({ templateId: locator('nowhere') }),
	});
	expect(messageOf(error)).not.toContain('earlier try');
});
