/** Work that is done once, and work that may fail. */
import { once } from '../../nodes/Crun/crun/once';
import { settle } from '../../nodes/Crun/crun/settle';

describe('once', () => {
	it('asks for each key once and shares the answer, even while it is on its way', async () => {
		const asked: string[] = [];
		const ask = once(async (key) => {
			asked.push(key);
			return await Promise.resolve({ key });
		});

		const [a, b, again] = await Promise.all([ask('a'), ask('b'), ask('a')]);
		expect([a, b]).toEqual([{ key: 'a' }, { key: 'b' }]);
		expect(again).toBe(a);
		expect(await ask('b')).toBe(b);
		expect(asked).toEqual(['a', 'b']);
	});

	it('shares a failure as well', async () => {
		let asked = 0;
		const ask = once(async () => {
			asked += 1;
			return await Promise.reject<never>(new Error('boom'));
		});
		await expect(ask('a')).rejects.toThrow('boom');
		await expect(ask('a')).rejects.toThrow('boom');
		expect(asked).toBe(1);
	});
});

describe('settle', () => {
	it('returns the value, or what was thrown', async () => {
		const error = new Error('boom');
		expect(await settle(async () => await Promise.resolve(7))).toEqual({ value: 7 });
		expect(await settle(async () => await Promise.reject(error))).toEqual({ error });
	});
});
