import type { INodeParameters } from 'n8n-workflow';
import { MESSAGES } from '../../../dev/simulator';
import {
	createInResolution,
	createSora,
	estimateRequests,
	executeNode,
	messageOf,
	useSimulator,
} from '../support';

jest.setTimeout(30_000); // reads are tried again for up to 7.5 s

const sim = useSimulator({ taskTimings: 'manual', balance: 12.5 });

const message = async (parameters: INodeParameters) =>
	messageOf((await executeNode({ sim, parameters })).error);

it('too little credit: the error names the price, the balance, and Crun’s own words', async () => {
	expect(await message(createSora({}))).toMatch(
		new RegExp(`${MESSAGES.insufficientCredits}.*402.*costs 50 credits.*has 12\\.5`),
	);
	expect(sim.ledger.created).toEqual([]);
});

it('a price that is known is not asked for', async () => {
	expect(await message(createInResolution({}))).toMatch(/costs 355\.2 credits.*has 12\.5/);
	expect(estimateRequests(sim)).toEqual([0, 0]);
});

it.each([
	['the price', { estimates: 'none' as const }, undefined, /has 12\.5/],
	['the balance', {}, 'balance' as const, /costs 50 credits/],
])('what cannot be had (%s) is left out', async (_what, settings, broken, words) => {
	Object.assign(sim.settings, settings);
	if (broken) sim.faults.add({ endpoint: broken, kind: 'codeInOk', code: 505 });
	const text = await message(createSora({}));
	expect(text).toContain(MESSAGES.insufficientCredits);
	expect(text).toMatch(words);
	expect(text).not.toMatch(/null|undefined|NaN/);
});

it('is the item’s own error: what was affordable is there', async () => {
	sim.settings.balance = 60;
	const items = [{ json: { duration: 5 } }, { json: { duration: 12 } }];
	const { json } = await executeNode({
		sim,
		items,
		parameters: createSora({ concurrency: 1 }),
		continueOnFail: true,
	});
	expect(json).toMatchObject([
		{ status: 'pending' },
		{ error: expect.stringMatching(/costs 120 credits.*has 10/) as string },
	]);
});

it('Account > Get Balance', async () => {
	const { json, items } = await executeNode({
		sim,
		parameters: { resource: 'account', operation: 'getBalance' },
		items: [{ json: {} }, { json: {} }],
	});
	expect(json).toEqual([{ balance: 12.5 }, { balance: 12.5 }]);
	expect(items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
	sim.faults.add({
		endpoint: 'balance',
		kind: 'codeInOk',
		code: 401,
		message: MESSAGES.invalidKey,
	});
	expect(await message({ resource: 'account', operation: 'getBalance' })).toContain(
		MESSAGES.invalidKey,
	);
});
