import type { Confirmation } from '../../nodes/Crun/callbacks/confirmTask';
import { suspendedExecution } from '../../nodes/Crun/callbacks/suspendedExecutions';

/** What is known of suspended executions is known to the whole process, so that each test has its own. */

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());
const pass = async (ms: number) => await jest.advanceTimersByTimeAsync(ms);

const nothing = async () => await Promise.resolve();
const foreign: Confirmation = { kind: 'foreign' };

describe('What is known of a suspended execution', () => {
	it('belongs to the execution and to the tasks that it waits for', () => {
		const one = suspendedExecution('1', ['a', 'b']);
		expect(suspendedExecution('1', ['a', 'b'])).toBe(one);
		expect(suspendedExecution('2', ['a', 'b'])).not.toBe(one);
		expect(suspendedExecution('1', ['a'])).not.toBe(one);
		expect(suspendedExecution('1', ['ab'])).not.toBe(one);
	});

	it('is kept for three days', async () => {
		const one = suspendedExecution('kept', ['a']);
		await pass(3 * DAY);
		expect(suspendedExecution('kept', ['a'])).toBe(one);
		await pass(1);
		expect(suspendedExecution('kept', ['a'])).not.toBe(one);
	});

	it('is kept for ten minutes after it has resumed', async () => {
		const one = suspendedExecution('resumed', ['a']);
		await one.finishResuming(nothing);
		await pass(10 * MINUTE);
		expect(suspendedExecution('resumed', ['a'])).toBe(one);
		await pass(1);
		expect(suspendedExecution('resumed', ['a'])).not.toBe(one);
	});

	it('says that it is resuming until ten seconds after its items were prepared', async () => {
		const one = suspendedExecution('resuming', ['a']);
		expect(one.isResuming).toBe(false);
		one.startResuming();
		await pass(MINUTE);
		expect(one.isResuming).toBe(true);
		await one.finishResuming(nothing);
		await pass(9999);
		expect(one.isResuming).toBe(true);
		await pass(1);
		expect(one.isResuming).toBe(false);
	});

	it('can be resumed by another call where preparing its items failed', async () => {
		const one = suspendedExecution('failing', ['a']);
		one.startResuming();
		const failing = one.finishResuming(async () => await Promise.reject(new Error('no disk')));
		await expect(failing).rejects.toThrow('no disk');
		expect(one.isResuming).toBe(false);
	});
});

describe('A question about a task', () => {
	it('is asked once for all callbacks that ask at the same time', async () => {
		const one = suspendedExecution('asking', ['a', 'b']);
		const confirm = jest.fn(async () => await Promise.resolve(foreign));
		const asking = [one.ask('a', confirm), one.ask('a', confirm), one.ask('b', confirm)];
		expect([one.isAsking('a'), one.isAsking('b'), one.isAsking('c')]).toEqual([true, true, false]);
		expect(await Promise.all(asking)).toEqual([foreign, foreign, foreign]);
		expect(confirm).toHaveBeenCalledTimes(2);
		expect(one.isAsking('a')).toBe(false);
		await one.ask('a', confirm);
		expect(confirm).toHaveBeenCalledTimes(3);
	});

	it('is asked again after an error, which every callback gets', async () => {
		const one = suspendedExecution('failing', ['a']);
		const fail = async () => await Promise.reject<Confirmation>(new Error('no answer'));
		const failing = [one.ask('a', fail), one.ask('a', fail)];
		expect((await Promise.allSettled(failing)).map(({ status }) => status)).toEqual([
			'rejected',
			'rejected',
		]);
		expect(await one.ask('a', async () => await Promise.resolve(foreign))).toBe(foreign);
	});
});

describe('Checks of an execution', () => {
	it('run one after the other, even after one has failed', async () => {
		const one = suspendedExecution('turns', ['a']);
		const events: string[] = [];
		const check = (name: string, fails = false) =>
			one.inTurn(async () => {
				events.push(`${name} starts`);
				await pass(10);
				events.push(`${name} ends`);
				if (fails) throw new Error(name);
				return name;
			});
		const checks = await Promise.allSettled([check('one'), check('two', true), check('three')]);
		expect(checks).toEqual([
			{ status: 'fulfilled', value: 'one' },
			{ status: 'rejected', reason: new Error('two') },
			{ status: 'fulfilled', value: 'three' },
		]);
		expect(events).toEqual(
			['one', 'two', 'three'].flatMap((name) => [`${name} starts`, `${name} ends`]),
		);
	});
});
