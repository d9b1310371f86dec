/** How a trigger remembers what it has emitted. */
import type * as markEmittedModule from '../../nodes/Crun/callbacks/markEmitted';
import { loadWith, ZOD_VERSIONS } from './support/zodVersions';

const NOW = 1768900378;
const DAY = 86_400;
const KEEP = 15 * DAY;

describe.each(ZOD_VERSIONS)('markEmitted, on %s', (version) => {
	let markEmitted: typeof markEmittedModule.markEmitted;

	/** After a restart of n8n, only the static data is left. */
	const restart = async () => {
		({ markEmitted } = (
			await loadWith<typeof markEmittedModule>(version, '../../../nodes/Crun/callbacks/markEmitted')
		).module);
	};
	const mark = (key: string, staticData: object, { owner = 'workflow node', now = NOW } = {}) =>
		markEmitted(key, { owner, staticData, now, keepSeconds: KEEP });

	beforeEach(restart);

	it('accepts each task and status once', () => {
		const staticData = {};
		expect(mark('a success', staticData)).toBe(true);
		expect(mark('a success', staticData)).toBe(false);
		expect(mark('a failed', staticData)).toBe(true);
		expect(mark('b success', staticData)).toBe(true);
		expect(staticData).toEqual({
			emitted: { 'a success': NOW, 'a failed': NOW, 'b success': NOW },
		});
	});

	it('keeps triggers apart', () => {
		expect(mark('a success', {}, { owner: 'one' })).toBe(true);
		expect(mark('a success', {}, { owner: 'two' })).toBe(true);
	});

	it('still refuses a duplicate after a restart, by the static data', async () => {
		const staticData = {};
		mark('a success', staticData);
		const saved: object = JSON.parse(JSON.stringify(staticData)) as object;
		await restart();
		expect(mark('a success', saved)).toBe(false);
		expect(mark('b success', saved)).toBe(true);
	});

	it('refuses a duplicate when n8n provides an older copy of the static data, and adds what that copy lacks', () => {
		const first = {};
		const second = {};
		expect(mark('a success', first)).toBe(true);
		expect(mark('a success', second)).toBe(false);
		expect(mark('b success', second)).toBe(true);
		expect(second).toEqual({ emitted: { 'a success': NOW, 'b success': NOW } });
	});

	it('forgets entries that are so old that their callbacks would be refused for their age', () => {
		const staticData = {};
		mark('old', staticData);
		mark('newer', staticData, { now: NOW + DAY });

		expect(mark('old', staticData, { now: NOW + KEEP })).toBe(false);
		expect(mark('next', staticData, { now: NOW + KEEP + 1 })).toBe(true);
		expect(staticData).toEqual({ emitted: { newer: NOW + DAY, next: NOW + KEEP + 1 } });
		expect(mark('old', staticData, { now: NOW + KEEP + 1 })).toBe(true);
	});

	it('does not keep an entry longer because of duplicates', () => {
		const staticData = {};
		mark('a', staticData);
		mark('a', staticData, { now: NOW + DAY });
		expect(staticData).toEqual({ emitted: { a: NOW } });
	});

	it('does not change other static data', () => {
		const staticData = { mine: { a: 1 } };
		mark('a', staticData);
		expect(staticData).toEqual({ mine: { a: 1 }, emitted: { a: NOW } });
	});

	it.each([
		['null', null],
		['a list', [1]],
		['text', 'a'],
		['entries of another type', { a: 'x' }],
	])('starts from nothing where the static data contains %s', (_, emitted) => {
		const staticData = { emitted };
		expect(mark('a', staticData)).toBe(true);
		expect(mark('a', staticData)).toBe(false);
		expect(staticData).toEqual({ emitted: { a: NOW } });
	});

	it('changes observed static data, as n8n’s is, in a way that n8n notices', () => {
		const changed: PropertyKey[] = [];
		const staticData = new Proxy<Record<string, unknown>>(
			{},
			{
				set: (target, key, value) => {
					changed.push(key);
					return Reflect.set(target, key, value);
				},
			},
		);
		expect(mark('a', staticData)).toBe(true);
		expect(mark('a', staticData)).toBe(false);
		expect(changed).toContain('emitted'); // so that n8n saves it
	});

	it.each(['__proto__', 'constructor', 'toString'])('treats %s as a task like any other', (key) => {
		const staticData = {};
		expect(mark(key, staticData)).toBe(true);
		expect(mark(key, staticData)).toBe(false);
	});
});
