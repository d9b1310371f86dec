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

it('returns one template with one request', async () => {
	const { items } = await get(BATTLE_ID);
	expect(items).toMatchObject([
		{
			json: { platform: 'bytedance', id: BATTLE_ID, name: 'Battle Game', credits_from: 166.5 },
			pairedItem: { item: 0 },
		},
	]);
	expect(sim.requests.map(({ query }) => query)).toEqual([{ template_id: BATTLE_ID }]);
});

it('returns a Vidu template that was selected from the list', async () => {
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
			requirements_text: 'Only single female person photos are supported',
			template_type: null,
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

it('keeps every digit of a long ID', async () => {
	expect((await get(HUGE_TEMPLATE_ID)).json).toMatchObject([{ id: HUGE_TEMPLATE_ID }]);
});

it('returns the API’s object with Simplify off', async () => {
	expect((await get(BATTLE_ID, { simplify: false })).json).toEqual([BATTLE_GAME]);
	expect((await get('Vintage_Moment_of_Mom', { simplify: false, platform: 'vidu' })).json).toEqual([
		VINTAGE_MOMENT_OF_MOM,
	]);
});

it('ignores whitespace around the ID', async () => {
	expect((await get(`  ${BATTLE_ID}\n`)).json).toMatchObject([{ id: BATTLE_ID }]);
});

it.each(['empty', 'http404'] as const)(
	'an unknown ID is an error that names it (Crun’s response: %s)',
	async (templateNotFound) => {
		sim.settings.templateNotFound = templateNotFound;
		const { error } = await get('31415926');
		expect(messageOf(error)).toMatch(
			/^Crun has no such ByteDance template\. .*"31415926".*Template > Get Many/,
		);
		expect(sim.requests).toHaveLength(1);
	},
);

it('the ID of a template of another platform is unknown', async () => {
	expect(messageOf((await get(BATTLE_ID, { platform: 'vidu' })).error)).toMatch(
		new RegExp(`^Crun has no such Vidu template\\. .*"${BATTLE_ID}"`),
	);
});

it.each(['', '   '])('an empty ID (%p) is rejected before a request is sent', async (id) => {
	expect(messageOf((await get(id)).error)).toMatch(
		/^Template is empty\. Pick a template from the list/,
	);
	expect(sim.requests).toHaveLength(0);
});

it('a response with another template is an error', async () => {
	sim.faults.add({
		endpoint: 'bytedance-templates',
		kind: 'body',
		body: { code: 200, data: { total: 1, templates: [sim.catalogues.bytedance[5]] } },
	});
	expect(messageOf((await get(BATTLE_ID)).error)).toBe(
		`Could not look up the ByteDance template. Crun was asked for the template ${BATTLE_ID} and returned other ones.`,
	);
});

it('items keep their order, and an invalid one does not affect the others', async () => {
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
