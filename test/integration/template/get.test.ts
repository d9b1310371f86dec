import type { INodeParameters } from 'n8n-workflow';
import { BATTLE_GAME, HUGE_TEMPLATE_ID, VINTAGE_MOMENT_OF_MOM } from '../../../dev/simulator';
import {
	BATTLE_ID,
	executeNode,
	locator,
	messageOf,
	useSimulator,
	type ExecuteOptions,
} from '../support';

const sim = useSimulator();

const get = async (
	id: string,
	parameters: INodeParameters = {},
	more: Partial<ExecuteOptions> = {},
) =>
	await executeNode({
		sim,
		parameters: { resource: 'template', operation: 'get', templateId: locator(id), ...parameters },
		...more,
	});

it('gets one template in one request', async () => {
	const { items } = await get(BATTLE_ID);
	expect(items).toMatchObject([
		{
			json: { platform: 'bytedance', id: BATTLE_ID, name: 'Battle Game', credits_from: 166.5 },
			pairedItem: { item: 0 },
		},
	]);
	expect(sim.requests.map(({ query }) => query)).toEqual([{ template_id: BATTLE_ID }]);
});

it('gets a Vidu template, also when it was picked from the list', async () => {
	const { json } = await get('', {
		platform: 'vidu',
		templateId: locator('Vintage_Moment_of_Mom', 'list'),
	});
	expect(json).toMatchObject([
		{
			platform: 'vidu',
			id: 'Vintage_Moment_of_Mom',
			image_count: 1,
			requirements: 'Only single female person photos are supported',
			resolutions: [{ resolution: '1080p', credits: 9 }],
			credits_from: 9,
			duration_s: null,
			tags: ['Festival'],
			is_hot: true,
			is_new: false,
		},
	]);
	expect(sim.requests.map(({ query }) => query)).toEqual([{ template: 'Vintage_Moment_of_Mom' }]);
});

it('keeps every digit of a long id', async () => {
	expect((await get(HUGE_TEMPLATE_ID)).json).toMatchObject([{ id: HUGE_TEMPLATE_ID }]);
});

it('gives the API’s own object with Simplify off', async () => {
	expect((await get(BATTLE_ID, { simplify: false })).json).toEqual([BATTLE_GAME]);
	expect((await get('Vintage_Moment_of_Mom', { simplify: false, platform: 'vidu' })).json).toEqual([
		VINTAGE_MOMENT_OF_MOM,
	]);
});

it('trims the id', async () => {
	expect((await get(`  ${BATTLE_ID}\n`)).json).toMatchObject([{ id: BATTLE_ID }]);
});

it.each(['empty', 'http404'] as const)(
	'an unknown id is an error that names it (Crun answers: %s)',
	async (templateNotFound) => {
		sim.settings.templateNotFound = templateNotFound;
		const { error } = await get('31415926');
		expect(messageOf(error)).toMatch(/no ByteDance template.*"31415926"/);
		expect(sim.requests).toHaveLength(1);
	},
);

it('an id of another platform is an unknown id', async () => {
	expect(messageOf((await get(BATTLE_ID, { platform: 'vidu' })).error)).toContain(
		'no Vidu template',
	);
});

it.each(['', '   '])('an empty id (%p) is refused before anything is asked', async (id) => {
	expect(messageOf((await get(id)).error)).toMatch(/No template is chosen/);
	expect(sim.requests).toHaveLength(0);
});

it('an answer with another template is an error, not that template', async () => {
	sim.faults.add({
		endpoint: 'bytedance-templates',
		kind: 'body',
		body: { code: 200, data: { total: 1, templates: [sim.catalogues.bytedance[5]] } },
	});
	expect(messageOf((await get(BATTLE_ID)).error)).toContain('other templates');
});

it('many items keep their order, and a bad one does not stop the others', async () => {
	sim.faults.add({
		endpoint: 'bytedance-templates',
		kind: 'latency',
		ms: 40,
		when: ({ query }) => query.template_id === BATTLE_ID,
	});
	const items = [BATTLE_ID, '1', HUGE_TEMPLATE_ID].map((id) => ({ json: { id } }));
	const got = await get('={{ $json.id }}', {}, { items, continueOnFail: true });
	expect(got.items.map(({ json, pairedItem }) => [json.id ?? 'error' in json, pairedItem])).toEqual(
		[
			[BATTLE_ID, { item: 0 }],
			[true, { item: 1 }],
			[HUGE_TEMPLATE_ID, { item: 2 }],
		],
	);
	const stopped = await get('={{ $json.id }}', {}, { items });
	expect(messageOf(stopped.error)).toContain('"1"');
});
