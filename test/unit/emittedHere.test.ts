import { claimHere, isClaimedHere } from '../../nodes/Crun/callbacks/emittedHere';

/** What is claimed here is claimed for the whole process, so that each test has its own keys. */

const stored = async (isStored: boolean) => await Promise.resolve(isStored);

describe('A claim', () => {
	it('is given to the first call only', async () => {
		expect(isClaimedHere('first')).toBe(false);
		expect(await claimHere('first', stored(true))).toBe(true);
		expect(isClaimedHere('first')).toBe(true);
		expect(await claimHere('first', stored(true))).toBe(false);
		expect(await claimHere('second', stored(true))).toBe(true);
	});

	it('is given to the next call where the first one is not stored', async () => {
		expect(await claimHere('not stored', stored(false))).toBe(true);
		expect(await claimHere('not stored', stored(true))).toBe(true);
		expect(await claimHere('not stored', stored(true))).toBe(false);
	});

	it('ends where the call is not stored', async () => {
		const storing = stored(false);
		await claimHere('ended', storing);
		expect(isClaimedHere('ended')).toBe(true);
		await storing;
		expect(isClaimedHere('ended')).toBe(false);
	});

	it('is decided for waiting calls once the first one is stored or not, and then for one of them', async () => {
		let fail = () => {};
		const storing = new Promise<boolean>((resolve) => {
			fail = () => resolve(false);
		});
		expect(await claimHere('waiting', storing)).toBe(true);
		const waiting = [1, 2, 3].map(async () => await claimHere('waiting', stored(true)));
		fail();
		expect((await Promise.all(waiting)).sort()).toEqual([false, false, true]);
		expect(isClaimedHere('waiting')).toBe(true);
	});

	it('is forgotten after ten thousand others', async () => {
		await claimHere('oldest', stored(true));
		await claimHere('second oldest', stored(true));
		for (let index = 2; index < 10_000; index += 1) await claimHere(`key ${index}`, stored(true));
		expect(isClaimedHere('oldest')).toBe(true);
		await claimHere('one more', stored(true));
		expect(isClaimedHere('oldest')).toBe(false);
		expect(isClaimedHere('second oldest')).toBe(true);
		expect(isClaimedHere('one more')).toBe(true);
	});

	it('that was forgotten does not take a later claim along when it ends', async () => {
		let fail = () => {};
		const storing = new Promise<boolean>((resolve) => {
			fail = () => resolve(false);
		});
		await claimHere('claimed again', storing);
		for (let index = 0; index < 10_000; index += 1) await claimHere(`other ${index}`, stored(true));
		expect(await claimHere('claimed again', stored(true))).toBe(true);
		fail();
		await storing;
		expect(isClaimedHere('claimed again')).toBe(true);
	});
});
