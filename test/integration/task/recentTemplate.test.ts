import type { INodeParameters } from 'n8n-workflow';
import {
	BATTLE_ID,
	createByteDance,
	createVidu,
	executeNode,
	locator,
	messageOf,
	useMinutesBetweenTests,
	useSimulator,
	type ExecuteOptions,
} from '../support';

/** A template that this process has looked up in the last five minutes is not looked up again. */

const sim = useSimulator({ taskTimings: 'manual' });
const laterOn = useMinutesBetweenTests();

const run = async (parameters: INodeParameters = {}, more: Partial<ExecuteOptions> = {}) =>
	await executeNode({ sim, parameters: createByteDance(parameters), ...more });
const lookUps = () => sim.requestsTo('bytedance-templates').length;
const created = () => sim.ledger.created.length;
/** Changes the template in the catalog. */
const change = (changes: object) => {
	const all = sim.catalogues.bytedance;
	const index = all.findIndex((raw) => (raw as { TemplateId?: string }).TemplateId === BATTLE_ID);
	all[index] = { ...(all[index] as object), ...changes };
};

it('the next execution sends one request: the one that creates the task', async () => {
	const first = await run();
	const { json } = await run();
	expect(sim.requests.map(({ endpoint }) => endpoint)).toEqual([
		...['bytedance-templates', 'CreateTask'],
		'CreateTask',
	]);
	expect(json).toMatchObject([{ status: 'pending', credits: first.json[0]?.credits }]);
});

it('five minutes later it is looked up again', async () => {
	await run();
	laterOn();
	await run();
	expect([lookUps(), created()]).toEqual([2, 2]);
});

it('another account looks it up for itself', async () => {
	await run();
	await run({}, { credential: { apiKey: 'ak_of_somebody_else' } });
	expect(lookUps()).toBe(2);
});

it('another template is looked up', async () => {
	await run();
	await executeNode({ sim, parameters: createVidu() });
	await executeNode({ sim, parameters: createVidu({ templateId: locator('exotic_princess') }) });
	expect(sim.requestsTo('vidu-templates')).toHaveLength(2);
});

it('a template that was not found is looked up again', async () => {
	const templateId = locator('1');
	expect(messageOf((await run({ templateId })).error)).toContain('no such');
	expect(sim.requestsTo('bytedance-templates').map(({ query }) => query.template_id)).toContain(
		'1',
	);
	expect(created()).toBe(0);
	const before = lookUps();
	await run({ templateId });
	expect(lookUps()).toBeGreaterThan(before);
});

it.each<[string, INodeParameters]>([
	['Max Credits', { options: { maxCredits: 1000 } }],
	['Max Credits per Run', { options: { maxCreditsPerRun: 1000 } }],
	['Keep At Least', { options: { keepAtLeast: 1 } }],
	['Dry Run', { options: { dryRun: true } }],
	['the cheapest resolution', { resolution: 'cheapest' }],
])('it is looked up again where its price counts: %s', async (_, parameters) => {
	await run();
	await run(parameters);
	expect(lookUps()).toBe(2);
});

it('a price that has risen in the meantime is compared with the limit', async () => {
	await run();
	change({ ConsumeItems: [{ Resolution: '720p', Credit: 5000 }] });
	const { error } = await run({ options: { maxCredits: 1000 } });
	expect(messageOf(error)).toContain('5000');
	expect(created()).toBe(1);
});

it('nothing is refused for what the template was: it is looked up again', async () => {
	change({ ConsumeItems: [{ Resolution: '480p', Credit: 100 }] });
	await run({ resolution: '480p' });
	change({ ConsumeItems: [{ Resolution: '720p', Credit: 300 }] });
	expect((await run({ resolution: '720p' })).json).toMatchObject([{ credits: 300 }]);
	expect([lookUps(), created()]).toEqual([2, 2]);
});

it('an order that the template does not take is refused before it is sent, with the facts of now', async () => {
	await run();
	const { error } = await run({
		imageUrls: 'https://example.com/a.png, https://example.com/b.png',
	});
	expect(messageOf(error)).toMatch(/photo|image/);
	expect([lookUps(), created()]).toEqual([2, 1]);
});

it('a template that has changed in the meantime is refused by Crun, and the error names the field', async () => {
	await run();
	change({ ConsumeItems: [{ Resolution: '480p', Credit: 100 }] });
	const { error } = await run({ resolution: '720p' });
	expect(messageOf(error)).toMatch(/^Crun refused to create the task\. .*input\.resolution/);
	expect(created()).toBe(1);
});
