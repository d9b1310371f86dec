import type { INodeParameters } from 'n8n-workflow';
import { MESSAGES } from '../../../dev/simulator';
import {
	createInResolution,
	createSora,
	estimateRequests,
	executeNode,
	messageOf,
	runWorkflow,
	useSimulator,
} from '../support';

jest.setTimeout(30_000); // reads are retried for up to 7.5 s

const sim = useSimulator({ taskTimings: 'manual', balance: 12.5 });

const GET_BALANCE: INodeParameters = { resource: 'account', operation: 'getBalance' };

/** The error text of a run. */
const errorOf = async (parameters: INodeParameters) =>
	messageOf((await executeNode({ sim, parameters })).error);

describe('the error for insufficient credits', () => {
	it('contains Crun’s own message, the price and the balance', async () => {
		expect(await errorOf(createSora({}))).toMatch(
			new RegExp(
				`^The Crun account does not have enough credits\\. .*${MESSAGES.insufficientCredits} \\(402\\)\\..*Nothing was created.*costs 50 credits.*has 12\\.5`,
			),
		);
		expect(sim.ledger.created).toEqual([]);
	});

	it('takes the price from the catalogue, without an estimate, where it is listed there', async () => {
		expect(await errorOf(createInResolution({}))).toMatch(/costs 355\.2 credits.*has 12\.5/);
		expect(estimateRequests(sim)).toEqual([0, 0]);
	});

	it.each([
		['price', { estimates: 'none' as const }, undefined, /has 12\.5/],
		['balance', {}, 'balance' as const, /costs 50 credits/],
	])('leaves out the %s when Crun does not return it', async (_what, settings, broken, rest) => {
		Object.assign(sim.settings, settings);
		if (broken) sim.faults.add({ endpoint: broken, kind: 'codeInOk', code: 505 });

		const text = await errorOf(createSora({}));

		expect(text).toContain(MESSAGES.insufficientCredits);
		expect(text).toMatch(rest);
		expect(text).not.toMatch(/null|undefined|NaN/);
	});

	it('belongs to the item that could not be paid for, and affordable items are created', async () => {
		sim.settings.balance = 60;

		const { json } = await executeNode({
			sim,
			items: [{ json: { duration: 5 } }, { json: { duration: 12 } }],
			parameters: createSora({ concurrency: 1 }),
			continueOnFail: true,
		});

		expect(json).toMatchObject([
			{ status: 'pending' },
			{ error: expect.stringMatching(/costs 120 credits.*has 10/) as string },
		]);
	});
});

/** n8n rebuilds the JSON of an error item from the message of its error. */
it('the error for insufficient credits is complete in the item that n8n outputs', async () => {
	const { output } = await runWorkflow({
		sim,
		items: [{ json: {} }],
		parameters: createSora({}),
		continueOnFail: true,
	});

	expect(output.map(({ json }) => json)).toEqual([
		{
			error: expect.stringMatching(
				new RegExp(`not have enough credits.*${MESSAGES.insufficientCredits}.*costs 50 credits`),
			) as string,
		},
	]);
});

describe('Account > Get Balance', () => {
	it('returns the balance for every item', async () => {
		const { json, items } = await executeNode({
			sim,
			parameters: GET_BALANCE,
			items: [{ json: {} }, { json: {} }],
		});

		expect(json).toEqual([{ balance: 12.5 }, { balance: 12.5 }]);
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
	});

	it('fails with Crun’s own message', async () => {
		sim.faults.add({
			endpoint: 'balance',
			kind: 'codeInOk',
			code: 401,
			message: MESSAGES.invalidKey,
		});

		expect(await errorOf(GET_BALANCE)).toContain(MESSAGES.invalidKey);
	});
});
