import { quirks, type FaultKind } from '../../../dev/simulator';
import {
	createByteDance,
	createFromJson,
	createFromModel,
	createVidu,
	executeNode,
	locator,
	messageOf,
	useMinutesBetweenTests,
	useSimulator,
} from '../support';

const sim = useSimulator({ taskTimings: 'manual' });
useMinutesBetweenTests();

const soon = { 'retry-after': '0' }; // pauses are tested elsewhere
const html = (status: number): FaultKind => ({
	kind: 'body',
	status,
	body: '<html><h1>Not allowed</h1></html>',
	headers: soon,
});

describe('A refused creation', () => {
	const forms = [
		'errorsAsText',
		'errorsAsLists',
		'errorsAsTexts',
		'errorsWithLocation',
		'errorsWithMessage',
		'detailAsText',
		'detailAsList',
		'detailAsObject',
		'msg',
		'codeAsText',
		'codeWithBlanks',
	] as const;

	it.each(forms)('names every reason that Crun gives (%s)', async (form) => {
		sim.settings.quirks = [quirks[form]];
		sim.faults.add({ endpoint: 'Model', kind: 'dataNull' }); // so that Crun itself checks the input
		const { error } = await executeNode({
			sim,
			parameters: createFromJson('google/veo-3', '{"loop":true}'),
		});
		expect(error).toMatchObject({ message: 'Crun refused to create the task', httpCode: '422' });
		expect(messageOf(error)).toMatch(
			/Validation error; .*input\.prompt: Required.*input\.loop: unknown field.*\(422\)\. Correct the fields/,
		);
		expect(messageOf(error)).not.toContain('[object');
		expect(sim.requestsTo('CreateTask')).toHaveLength(1);
		expect(sim.ledger.created).toEqual([]);
	});

	it.each(['codeAsText', 'codeWithBlanks'] as const)(
		'is not a refusal where Crun reports success (%s)',
		async (form) => {
			sim.settings.quirks = [quirks[form]];
			const { error, json } = await executeNode({ sim, parameters: createByteDance() });
			expect(error).toBeUndefined();
			expect(json).toMatchObject([{ task_id: sim.ledger.created[0]?.task_id }]);
		},
	);

	it.each([405, 411, 413, 414, 415, 431])(
		'has created nothing with HTTP %i, and can be sent again',
		async (status) => {
			const answerNormally = sim.faults.add({ endpoint: 'CreateTask', ...html(status) });
			const first = await executeNode({ sim, parameters: createByteDance() });
			expect(messageOf(first.error)).toContain(`HTTP ${status} with an HTML page`);
			expect(messageOf(first.error)).not.toMatch(/may have been charged|did not confirm/);
			answerNormally();
			const { json } = await executeNode({
				sim,
				parameters: createByteDance(),
				runData: first.runData,
			});
			expect(json).toMatchObject([{ status: 'pending' }]);
			expect(sim.ledger.created).toHaveLength(1);
		},
	);
});

describe('An unconfirmed creation', () => {
	it.each<[string, FaultKind]>([
		['HTTP 400', { kind: 'status', status: 400 }],
		['HTTP 409', { kind: 'status', status: 409 }],
		['code 413 in HTTP 200', { kind: 'codeInOk', code: 413 }],
		['HTTP 413 around a success', { kind: 'body', status: 413, body: { code: 200, data: {} } }],
		['code "422x"', { kind: 'body', body: { code: '422x', message: 'No' } }],
		['code "200" without a task ID', { kind: 'body', body: { code: '200', data: {} } }],
		[
			'code "200x" with a task ID',
			{ kind: 'body', body: { code: '200x', data: { task_id: 'x' } } },
		],
		['errors without a code', { kind: 'body', body: { errors: ['No'], data: { task_id: 'x' } } }],
	])('stays unconfirmed: %s', async (_, fault) => {
		sim.faults.add({ endpoint: 'CreateTask', ...fault });
		const { error } = await executeNode({ sim, parameters: createByteDance() });
		expect(error).toMatchObject({ message: 'Crun did not confirm whether the task was created' });
		expect(sim.requestsTo('CreateTask')).toHaveLength(1);
	});
});

describe('An answer of something between n8n and Crun', () => {
	const pages: Array<[string, FaultKind, string]> = [401, 402, 403].flatMap(
		(status): Array<[string, FaultKind, string]> => [
			[`HTTP ${status} with a page`, html(status), 'an HTML page instead of JSON'],
			[
				`HTTP ${status} with JSON`,
				{ kind: 'body', status, body: { error: 'Blocked by policy 7' }, headers: soon },
				'incomplete or unexpected JSON; Blocked by policy 7',
			],
		],
	);

	it.each(pages)(
		'is no refusal of the key, or for lack of credits (%s)',
		async (_what, fault, words) => {
			sim.faults.add({ endpoint: '*', ...fault });
			for (const parameters of [
				createByteDance(),
				{ resource: 'account', operation: 'getBalance' },
			]) {
				const { error } = await executeNode({ sim, parameters });
				const text = messageOf(error);
				expect(text).toContain(words);
				expect(text).toMatch(/not in Crun’s format.*between n8n and Crun/);
				expect(text).not.toMatch(/API key|credential|credits|Top up|may have been charged/);
			}
			expect(sim.ledger.created).toEqual([]);
		},
	);

	it('with HTTP 422 does not ask for fields to be corrected', async () => {
		sim.faults.add({ endpoint: 'CreateTask', ...html(422) });
		const { error } = await executeNode({ sim, parameters: createByteDance() });
		expect(messageOf(error)).toMatch(/between n8n and Crun/);
		expect(messageOf(error)).not.toMatch(/Correct the fields/);
	});
});

describe('A missing catalog', () => {
	const missing: Array<[string, FaultKind]> = [
		['the page of a gateway', html(404)],
		['JSON of a gateway', { kind: 'body', status: 404, body: { detail: 'Not Found' } }],
		['an endpoint that Crun does not have', { kind: 'status', status: 404, message: 'Not found' }],
		['a page for every method', html(405)],
	];

	it.each(missing)('does not prevent a creation from a template: %s', async (_what, fault) => {
		sim.faults.add({ endpoint: 'bytedance-templates', ...fault });
		sim.faults.add({ endpoint: 'vidu-templates', ...fault });
		for (const parameters of [createByteDance(), createVidu()]) {
			const { error, json } = await executeNode({ sim, parameters });
			expect(error).toBeUndefined();
			expect(json).toMatchObject([{ status: 'pending' }]);
		}
	});

	it('is not one that is empty: it has no such template', async () => {
		sim.catalogues.bytedance.splice(0);
		const { error } = await executeNode({ sim, parameters: createByteDance() });
		expect(messageOf(error)).toMatch(/^Crun has no such ByteDance template/);
		expect(sim.requestsTo('CreateTask')).toHaveLength(0);
	});

	it.each(missing)('does not prevent a creation from a model: %s', async (_what, fault) => {
		sim.faults.add({ endpoint: 'Model', ...fault });
		sim.faults.add({ endpoint: 'Models', ...fault });
		const { error, json } = await executeNode({
			sim,
			parameters: createFromModel('google/veo-3', { prompt: 'A cat' }),
		});
		expect(error).toBeUndefined();
		expect(json).toMatchObject([{ status: 'pending' }]);
	});

	it.each(missing.slice(0, 2))(
		'is no reason to call a template unknown: %s',
		async (_what, fault) => {
			sim.faults.add({ endpoint: 'bytedance-templates', ...fault });
			const { error } = await executeNode({
				sim,
				parameters: { resource: 'template', operation: 'get', templateId: locator('104909826') },
			});
			expect(messageOf(error)).toMatch(/^Could not look up the ByteDance template\. HTTP 404/);
		},
	);

	it('is no reason to call a model unknown: the page of a gateway', async () => {
		sim.faults.add({ endpoint: 'Model', ...html(404) });
		const { error } = await executeNode({
			sim,
			parameters: createFromModel('no/such-model', { prompt: 'A cat' }),
		});
		expect(messageOf(error)).toContain('Crun refused to create the task');
	});
});
