import type { FaultKind } from '../../../dev/simulator';
import {
	createInResolution,
	createSora,
	estimateRequests,
	executeNode,
	expectNothingCreated,
	messageOf,
	SORA_PRICE,
	useSimulator,
} from '../support';

const sim = useSimulator({ taskTimings: 'manual' });

const soon = { 'retry-after': '0' }; // pauses are tested elsewhere
const reply = (status: number, body: unknown): FaultKind => ({
	kind: 'body',
	status,
	body,
	headers: soon,
});
const refusal = (code: number) => reply(code, { code, message: 'No', data: null });
const unusable: Array<[string, FaultKind]> = [
	...[400, 404, 405, 455, 500, 501, 503, 505].map((code): [string, FaultKind] => [
		`code ${code}`,
		refusal(code),
	]),
	...[401, 402, 403, 404, 405, 422, 502].map((status): [string, FaultKind] => [
		`a page with HTTP ${status}`,
		reply(status, '<html>no</html>'),
	]),
	['a page with HTTP 200', reply(200, '<html>hello</html>')],
	['no data', { kind: 'dataNull' }],
	['a price that is no number', reply(200, { code: 200, data: { estimated_credits: 'cheap' } })],
];

describe('The older estimate', () => {
	it.each(unusable)('is used where the newer one answers with %s', async (_what, fault) => {
		sim.faults.add({ endpoint: 'EstimateTask', ...fault });

		const { error, json } = await executeNode({ sim, parameters: createSora({ dryRun: true }) });

		expect(error).toBeUndefined();
		expect(json).toMatchObject([{ estimated_credits: SORA_PRICE, charge_can_differ: true }]);
		expect(sim.requestsTo('estimate-credits')).toHaveLength(1);
	});

	it.each([401, 402, 403, 422])(
		'is not used where Crun refuses the task itself (%i)',
		async (code) => {
			for (const form of [code, `${code}`]) {
				sim.faults.add({
					endpoint: 'EstimateTask',
					...reply(200, { code: form, message: 'Refused by Crun', data: null }),
				});

				const { error } = await executeNode({ sim, parameters: createSora({ maxCredits: 1000 }) });

				expect(messageOf(error)).toContain(`Refused by Crun (${code})`);
			}
			expect(estimateRequests(sim)).toEqual([2, 0]);
			expectNothingCreated(sim);
		},
	);

	it('decides what the error says, unless it does not exist', async () => {
		sim.faults.add({ endpoint: 'EstimateTask', ...refusal(505) });
		const answerNormally = sim.faults.add({ endpoint: 'estimate-credits', ...refusal(422) });
		const refused = await executeNode({ sim, parameters: createSora({ maxCredits: 1000 }) });
		expect(messageOf(refused.error)).toMatch(/The price is not known.*No \(422\)/);

		answerNormally();
		sim.faults.add({ endpoint: 'estimate-credits', ...reply(404, '<html>') });
		const missing = await executeNode({ sim, parameters: createSora({ maxCredits: 1000 }) });
		expect(messageOf(missing.error)).toMatch(/The price is not known.*No \(505\)/);
		expectNothingCreated(sim);
	});
});

describe('A price that Crun calls an estimate', () => {
	const ESTIMATE = /Crun calls this price an estimate: the final charge can differ\./;
	/** Those about estimates, among all hints. */
	const estimateHints = (hints: Array<{ message: string }>) =>
		hints.filter(({ message }) => /estimate.*final charge can differ/.test(message));
	const older = (estimated: unknown) => {
		sim.settings.estimates = 'estimate-credits';
		sim.faults.add({
			endpoint: 'estimate-credits',
			...reply(200, { code: 200, data: { credits: 50, estimated } }),
		});
	};

	it.each([{ maxCredits: 49 }, { maxCreditsPerRun: 49 }])(
		'is named in the error of a limit: %j',
		async (limit) => {
			older(true);
			const { error } = await executeNode({ sim, parameters: createSora(limit) });
			expect(messageOf(error)).toMatch(ESTIMATE);
			expectNothingCreated(sim);
		},
	);

	it.each([{ maxCredits: 50 }, { maxCreditsPerRun: 50 }])(
		'is a hint of n8n where the limit allows it: %j',
		async (limit) => {
			older(true);
			const { context, json } = await executeNode({ sim, parameters: createSora(limit) });
			expect(json).toMatchObject([{ status: 'pending' }]);
			expect(estimateHints(context.hints)).toHaveLength(1);
		},
	);

	it.each([false, null, 'perhaps'])('is none where `estimated` is %j', async (estimated) => {
		older(estimated);
		const dry = await executeNode({ sim, parameters: createSora({ dryRun: true }) });
		expect(dry.json).toMatchObject([{ estimated_credits: 50 }]);
		expect(dry.json[0]).not.toHaveProperty('charge_can_differ');
		const refused = await executeNode({ sim, parameters: createSora({ maxCredits: 49 }) });
		expect(messageOf(refused.error)).not.toMatch(ESTIMATE);
		const { context } = await executeNode({ sim, parameters: createSora({ maxCredits: 50 }) });
		expect(estimateHints(context.hints)).toEqual([]);
	});

	it('is none in the catalog, or in the newer estimate', async () => {
		const listed = await executeNode({ sim, parameters: createInResolution({ maxCredits: 356 }) });
		const newer = await executeNode({ sim, parameters: createSora({ maxCredits: 50 }) });
		expect([listed, newer].flatMap(({ context }) => estimateHints(context.hints))).toEqual([]);
	});

	it('leaves no hint without a limit', async () => {
		older(true);
		const { context } = await executeNode({ sim, parameters: createSora({}) });
		expect(estimateHints(context.hints)).toEqual([]);
	});
});
