import { BATTLE_GAME, startSimulator, type Simulator } from '../../../dev/simulator';
import { useMode } from '../files/modes';
import { fromFile, itemWith } from '../files/tools';
import { battle, executeNode, messageOf, template } from '../support';

/** A paid task is never left without its id: also when its own item is not good for another try. */

let sim: Simulator;
beforeAll(async () => {
	sim = await startSimulator({ taskTimings: 'manual' });
	await useMode('filesystem');
});
beforeEach(() => sim.reset());
afterAll(async () => await sim.stop());

const created = () => sim.ledger.created.map(({ task_id: id }) => id);

it('an item whose template is gone now names the task that an earlier try created', async () => {
	const { runData } = await executeNode({ sim, parameters: battle() });
	sim.catalogues.bytedance.splice(0);
	const { error } = await executeNode({ sim, parameters: battle(), runData });
	expect(messageOf(error)).toMatch(/104909826.*An earlier try created task/);
	expect(messageOf(error)).toContain(created()[0]);
});

it('so does one whose photo is gone', async () => {
	const { runData } = await executeNode({
		sim,
		parameters: fromFile(),
		items: [await itemWith({ data: {} })],
	});
	const { error } = await executeNode({
		sim,
		parameters: fromFile(),
		items: [{ json: {} }],
		runData,
	});
	expect(messageOf(error)).toMatch(/'data'.*An earlier try created task/);
	expect(messageOf(error)).toContain(created()[0]);
});

it('with "continue on fail" its id is in the error item, beside the other items’ tasks', async () => {
	sim.catalogues.bytedance.push({ ...BATTLE_GAME, TemplateId: 'going' });
	const items = [{ json: { id: '104909826' } }, { json: { id: 'going' } }];
	const parameters = battle({ templateId: template('={{ $json.id }}') });
	const { runData } = await executeNode({ sim, parameters, items });
	sim.catalogues.bytedance.pop();
	const { json } = await executeNode({ sim, parameters, items, runData, continueOnFail: true });
	expect(json.map(({ task_id: id }) => id)).toEqual(created());
	expect(json[1]?.error).toContain('going');
});

it('an item without an earlier task names none', async () => {
	const { error } = await executeNode({
		sim,
		parameters: battle({ templateId: template('nowhere') }),
	});
	expect(messageOf(error)).not.toContain('earlier try');
});
