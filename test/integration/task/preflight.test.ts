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
	useMinutesBetweenTests,
	useSimulator,
} from '../support';

const sim = useSimulator({ taskTimings: 'manual' });
useMinutesBetweenTests();

const items = Array.from({ length: 8 }, (_, index) => ({ json: { index, even: index % 2 === 0 } }));

describe('The request for the template', () => {
	it('is sent once for all items of an execution', async () => {
		await executeNode({ sim, parameters: createByteDance(), items });
		expect(sim.requestsTo('bytedance-templates').map(({ query }) => query)).toEqual([
			{ template_id: BATTLE_ID },
		]);
		expect(sim.ledger.created).toHaveLength(8);
	});

	it('is sent once per template', async () => {
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

	it('is sent before anything is created', async () => {
		await executeNode({ sim, parameters: createByteDance(), items });
		expect(sim.requests[0]?.endpoint).toBe('bytedance-templates');
	});
});

const at = { endpoint: 'bytedance-templates' } as const;
const soon = { headers: { 'retry-after': '0' } }; // pauses are tested elsewhere
const brokenCatalogues: Array<[string, Fault]> = [
	[
		'HTTP 503',
		{ ...at, kind: 'body', status: 503, body: { code: 503, message: 'down', data: null }, ...soon },
	],
	['HTML', { ...at, kind: 'body', status: 502, body: '<html>gateway</html>', ...soon }],
	['truncated JSON', { ...at, kind: 'body', body: '{"code":200,"data":{"templ', ...soon }],
	['data: null', { ...at, kind: 'dataNull' }],
	['data without templates', { ...at, kind: 'body', body: { code: 200, data: { total: 1 } } }],
	[
		'an unreadable entry',
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
	['a disabled catalog', { ...at, kind: 'status', status: 505 }],
	['a rejection in an HTTP 200 response', { ...at, kind: 'codeInOk', code: 501 }],
];

describe('A broken catalog', () => {
	it.each(brokenCatalogues)('does not prevent the creation: %s', async (_what, fault) => {
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

	it('is requested again after a short failure, so that invalid input is still rejected', async () => {
		sim.faults.add({ ...at, kind: 'html', times: 1 });
		const { error } = await executeNode({ sim, parameters: createByteDance({ resolution: '4k' }) });
		expect(messageOf(error)).toContain('"4k"');
		expect(sim.requestsTo('CreateTask')).toHaveLength(0);
	});

	it('does not prevent the checks that do not need it', async () => {
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
	'rejects an unknown template, whichever way Crun reports it (%s)',
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
