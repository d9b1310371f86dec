import { getEventListeners } from 'node:events';
import { Connections } from '../../nodes/Crun/n8n/connections';

/** When connections end: each in its time, and all when the execution is stopped. */

const LATE = { error: { code: 'ETIMEDOUT' } };
/** Lasts until its connection is ended, as a request without an answer does. */
const hang = async (signal: AbortSignal): Promise<never> =>
	await new Promise((_, reject) => {
		const end = () => reject(new Error('ended'));
		if (signal.aborted) end();
		signal.addEventListener('abort', end);
	});

it('returns what the work returns or throws, and leaves the connection of work that succeeded open', async () => {
	const connections = new Connections(10_000, undefined);
	const signals: AbortSignal[] = [];
	const works = [
		async () => await Promise.resolve(7),
		async () => await Promise.reject(new Error('x')),
	];
	const results = works.map(
		async (work) =>
			await connections.run(async (signal) => {
				signals.push(signal);
				return await work();
			}),
	);
	expect(await Promise.all(results)).toEqual([{ value: 7 }, { error: new Error('x') }]);
	expect(signals.map(({ aborted }) => aborted)).toEqual([false, true]);
});

it('ends each connection when its own time is over', async () => {
	const connections = new Connections(100, undefined);
	const ended: string[] = [];
	const endedAt = new Map<string, number>();
	const run = async (name: string) => {
		const startedAt = performance.now();
		const result = await connections.run(hang);
		ended.push(name);
		endedAt.set(name, performance.now() - startedAt);
		return result;
	};
	const first = run('first');
	await connections.run(async () => await new Promise((resolve) => setTimeout(resolve, 60)));
	const second = run('second');
	expect(await first).toMatchObject(LATE);
	expect(ended).toEqual(['first']);
	expect(await second).toMatchObject(LATE);
	for (const ms of endedAt.values()) expect(ms).toBeGreaterThanOrEqual(99);
});

it('times connections again after a while without any', async () => {
	const connections = new Connections(30, undefined);
	expect(await connections.run(hang)).toMatchObject(LATE);
	expect(await connections.run(async () => await Promise.resolve('fast'))).toEqual({
		value: 'fast',
	});
	expect(await connections.run(hang)).toMatchObject(LATE);
});

it('ends all connections when the execution is stopped, and those that are opened later', async () => {
	const stop = new AbortController();
	const connections = new Connections(10_000, stop.signal);
	const running = [connections.run(hang), connections.run(hang)];
	stop.abort();
	const ended = { error: new Error('ended') };
	expect(await Promise.all([...running, connections.run(hang)])).toEqual([ended, ended, ended]);
});

it('listens once, and only while a connection is open', async () => {
	const { signal } = new AbortController();
	const listeners = () => getEventListeners(signal, 'abort').length;
	const connections = new Connections(10_000, signal);
	const open: Array<() => void> = [];
	const running = Array.from(
		{ length: 20 },
		async () =>
			await connections.run(async () => await new Promise<void>((resolve) => open.push(resolve))),
	);
	expect(listeners()).toBe(1);
	for (const end of open) end();
	await Promise.all(running);
	expect(listeners()).toBe(0);
});
