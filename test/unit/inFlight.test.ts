import { taskSchema } from '../../nodes/Crun/crun/contract';
import { createOrJoin } from '../../nodes/Crun/ledger/inFlight';
import type { CreationResult } from '../../nodes/Crun/ledger/sendOnce';

/** Calls that create the same task at the same time. */

const keyOf = (itemIndex: number, fingerprint: string) => `${itemIndex} ${fingerprint}`;
const newLedger = () => ({ execution: {}, keyOf });
const reading = { task: taskSchema.parse({ task_id: 't1', status: 'pending' }), raw: {} };
const created: CreationResult = { kind: 'created', task: { reading, callbackPath: null } };

/** A creation that ends when the test says so. */
function startCreation(ledger = newLedger()) {
	let end: (result: CreationResult) => void = () => {};
	const creation = new Promise<CreationResult>((resolve) => {
		end = resolve;
	});
	const first = createOrJoin(ledger, 0, 'a', undefined, async () => await creation);
	const another = jest.fn(async () => await Promise.resolve(created));
	const join = async (signal?: AbortSignal, fingerprint = 'a', itemIndex = 0) =>
		await createOrJoin(ledger, itemIndex, fingerprint, signal, another);
	return { first, another, join, end };
}

describe('A call that places the same order as another one', () => {
	it.each([
		['without a signal', undefined],
		['with a signal', new AbortController().signal],
	])('gets its result (%s)', async (_, signal) => {
		const { first, another, join, end } = startCreation();
		const joined = join(signal);
		end(created);
		expect(await joined).toBe(created);
		expect(await first).toBe(created);
		expect(another).not.toHaveBeenCalled();
	});

	it('creates the task itself where the other one sent nothing', async () => {
		const { another, join, end } = startCreation();
		const joined = [join(), join()];
		end({ kind: 'skipped' });
		expect(await Promise.all(joined)).toEqual([created, created]);
		expect(another).toHaveBeenCalledTimes(1);
	});

	it('does not wait if the order, the item, or the execution is another one', async () => {
		const { join } = startCreation();
		expect(await join(undefined, 'b')).toBe(created);
		expect(await join(undefined, 'a', 1)).toBe(created);
		const create = async () => await Promise.resolve(created);
		expect(await createOrJoin(newLedger(), 0, 'a', undefined, create)).toBe(created);
	});

	it('ends at once when it is stopped, and leaves no listener', async () => {
		const stop = new AbortController();
		const added = jest.spyOn(stop.signal, 'addEventListener');
		const removed = jest.spyOn(stop.signal, 'removeEventListener');
		const { join } = startCreation();
		const joined = join(stop.signal);
		stop.abort();
		await expect(joined).rejects.toThrow('The execution was stopped');
		expect(removed.mock.calls).toEqual(added.mock.calls);
		expect(added).toHaveBeenCalledTimes(1);
	});

	it('does not wait when it has been stopped', async () => {
		const { join } = startCreation();
		await expect(join(AbortSignal.abort())).rejects.toThrow('The execution was stopped');
	});
});
