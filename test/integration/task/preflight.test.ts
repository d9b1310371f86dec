import type { INodeParameters } from 'n8n-workflow';
import type { Fault } from '../../../dev/simulator';
import {
	BATTLE_ID,
	createByteDance,
	createVidu,
	executeNode,
	locator,
	messageOf,
	PHOTO_URL,
	useSimulator,
} from '../support';

const sim = useSimulator({ taskTimings: 'manual' });

const items = Array.from({ length: 8 }, (_, index) => ({ json: { index, even: index % 2 === 0 } }));

describe('the template is looked up', () => {
	it('once for all items of an execution', async () => {
		await executeNode({ sim, parameters: createByteDance(), items });
		expect(sim.requestsTo('bytedance-templates').map(({ query }) => query)).toEqual([
			{ template_id: BATTLE_ID },
		]);
		expect(sim.ledger.created).toHaveLength(8);
	});

	it('once per template', async () => {
		const templateId = locator('={{ $json.even ? "exotic_princess" : "beast_companion" }}');
		await executeNode({ sim, parameters: createVidu({ templateId }), items });
		expect(
			sim
				.requestsTo('vidu-templates')
				.map(({ query }) => query.template)
				.sort(),
		).toEqual(['beast_companion', 'exotic_princess']);
		expect(sim.ledger.created).toHaveLength(8);
	});

	it('anew by the next execution', async () => {
		await executeNode({ sim, parameters: createByteDance() });
		await executeNode({ sim, parameters: createByteDance() });
		expect(sim.requestsTo('bytedance-templates')).toHaveLength(2);
	});

	it('before anything is created', async () => {
		await executeNode({ sim, parameters: createByteDance(), items });
		expect(sim.requests[0]?.endpoint).toBe('bytedance-templates');
	});
});

const at = { endpoint: 'bytedance-templates' } as const;
const soon = { headers: { 'retry-after': '0' } }; // waits are tested elsewhere
const brokenCatalogues: Array<[string, Fault]> = [
	[
		'503',
		{ ...at, kind: 'body', status: 503, body: { code: 503, message: 'down', data: null }, ...soon },
	],
	['HTML', { ...at, kind: 'body', status: 502, body: '<html>gateway</html>', ...soon }],
	['cut-off JSON', { ...at, kind: 'body', body: '{"code":200,"data":{"templ', ...soon }],
	['data: null', { ...at, kind: 'dataNull' }],
	['data without templates', { ...at, kind: 'body', body: { code: 200, data: { total: 1 } } }],
	[
		'an entry nobody can read',
		{ ...at, kind: 'body', body: { code: 200, data: { templates: [{ Title: 'no id' }] } } },
	],
	[
		'another template',
		{
			...at,
			kind: 'body',
			body: { code: 200, data: { templates: [{ TemplateId: '1', InputNum: 9 }] } },
		},
	],
	['switched off', { ...at, kind: 'status', status: 505 }],
	['a refusal inside HTTP 200', { ...at, kind: 'codeInOk', code: 501 }],
];

describe('a broken catalogue does not stop paid work', () => {
	it.each(brokenCatalogues)('%s', async (_what, fault) => {
		sim.faults.add(fault);
		const { error, json } = await executeNode({
			sim,
			parameters: createByteDance(),
			items: items.slice(0, 2),
		});
		expect(error).toBeUndefined();
		expect(json.map(({ task_id }) => task_id)).toEqual(
			sim.ledger.created.map(({ task_id }) => task_id),
		);
		expect(json).toHaveLength(2);
	});

	it('a moment’s trouble is sat out, so that bad input is still refused', async () => {
		sim.faults.add({ ...at, kind: 'html', times: 1 });
		const { error } = await executeNode({ sim, parameters: createByteDance({ resolution: '4k' }) });
		expect(messageOf(error)).toContain('"4k"');
		expect(sim.requestsTo('CreateTask')).toHaveLength(0);
	});

	it('what can be checked without it is checked', async () => {
		sim.faults.add({ ...at, kind: 'status', status: 505 });
		const { error } = await executeNode({
			sim,
			parameters: createByteDance({ imageUrls: 'photo.png' }),
		});
		expect(messageOf(error)).toContain('photo.png');
		expect(sim.requestsTo('CreateTask')).toHaveLength(0);
	});
});

it.each(['empty', 'http404'] as const)(
	'an unknown template is refused, both ways Crun may say so (%s)',
	async (templateNotFound) => {
		sim.settings.templateNotFound = templateNotFound;
		const parameters: INodeParameters = createByteDance({
			templateId: locator('31415926'),
			imageUrls: PHOTO_URL,
		});
		expect(messageOf((await executeNode({ sim, parameters })).error)).toContain('"31415926"');
		expect(sim.requestsTo('CreateTask')).toHaveLength(0);
	},
);
