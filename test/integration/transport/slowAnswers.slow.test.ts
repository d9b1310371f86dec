import type { FaultKind } from '../../../dev/simulator';
import { endpoints } from '../../../nodes/Crun/crun/contract';
import { openClient } from '../../../nodes/Crun/transport/client';
import { openSender } from '../../../nodes/Crun/transport/send';
import { executeNode, getTask, useSimulator, within } from '../support';

const sim = useSimulator({ taskTimings: 'manual' });

/** Sends a request as the node does, with other limits. */
async function balance(limits: { answerMs: number; bytes: number }) {
	const { context } = await executeNode({ sim, parameters: getTask('none') });
	const { account } = await openClient(context);
	return await openSender(context, account, limits)(endpoints.balance, { timeout: 30_000 });
}

const MEGABYTE = 1024 * 1024;

describe('an answer of the API', () => {
	it.each<[string, FaultKind]>([
		['whose body trickles', { kind: 'trickle', ms: 100 }],
		['whose headers trickle', { kind: 'trickleHeaders', ms: 50 }],
		['that never comes', { kind: 'hang' }],
	])('%s is given up', async (_what, fault) => {
		sim.faults.add({ endpoint: 'balance', ...fault });

		expect(await within(5000, balance({ answerMs: 1000, bytes: MEGABYTE }))).toEqual({
			kind: 'failure',
			opened: true,
			message: 'no answer arrived in time',
		});
	});

	it('that never ends is given up before it fills the memory', async () => {
		sim.faults.add({ endpoint: 'balance', kind: 'endless' });

		expect(await within(5000, balance({ answerMs: 10_000, bytes: 3 * MEGABYTE }))).toEqual({
			kind: 'failure',
			opened: true,
			message: 'the answer is larger than 3 MB',
		});
	});

	it('of exactly the largest size is read', async () => {
		const body = JSON.stringify('é'.repeat(1000));
		sim.faults.add({ endpoint: 'balance', kind: 'body', body });
		const bytes = Buffer.byteLength(body);

		expect(await balance({ answerMs: 10_000, bytes })).toMatchObject({ kind: 'response', body });
		expect(await balance({ answerMs: 10_000, bytes: bytes - 1 })).toMatchObject({
			kind: 'failure',
		});
	});
});
