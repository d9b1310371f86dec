/** What a trigger remembers having emitted. */
import type * as emittedModule from '../../nodes/Crun/callbacks/markEmitted';
import { loadWith, ZOD_VERSIONS } from './support/zodVersions';

const NOW = 1768900378;
const DAY = 86_400;
const KEEP = 15 * DAY;

describe.each(ZOD_VERSIONS)('the memory of what was emitted, on %s', (version) => {
	let markEmitted: typeof emittedModule.markEmitted;

	/** As after a restart of n8n: nothing but the static data is left. */
	const restart = async () => {
		({ markEmitted } = (
			await loadWith<typeof emittedModule>(version, '../../../nodes/Crun/trigger/emitted')
		).module);
	};
	const note = (key: string, staticData: object, { owner = 'workflow node', now = NOW } = {}) =>
		markEmitted(key, { owner, staticData, now, keepSeconds: KEEP });

	beforeEach(restart);

	it('lets each task and state through once', () => {
		const staticData = {};
		expect(note('a success', staticData)).toBe(true);
		expect(note('a success', staticData)).toBe(false);
		expect(note('a failed', staticData)).toBe(true);
		expect(note('b success', staticData)).toBe(true);
		expect(staticData).toEqual({
			emitted: { 'a success': NOW, 'a failed': NOW, 'b success': NOW },
		});
	});

	it('keeps the triggers apart', () => {
		expect(note('a success', {}, { owner: 'one' })).toBe(true);
		expect(note('a success', {}, { owner: 'two' })).toBe(true);
	});

	it('survives a restart in the static data', async () => {
		const staticData = {};
		note('a success', staticData);
		const saved: object = JSON.parse(JSON.stringify(staticData)) as object;
		await restart();
		expect(note('a success', saved)).toBe(false);
		expect(note('b success', saved)).toBe(true);
	});

	it('stops a duplicate that n8n serves from an older copy of the static data, and writes what that copy lacks', () => {
		const first = {};
		const second = {};
		expect(note('a success', first)).toBe(true);
		expect(note('a success', second)).toBe(false);
		expect(note('b success', second)).toBe(true);
		expect(second).toEqual({ emitted: { 'a success': NOW, 'b success': NOW } });
	});

	it('forgets what is so old that it would be refused for its age', () => {
		const staticData = {};
		note('old', staticData);
		note('newer', staticData, { now: NOW + DAY });

		expect(note('old', staticData, { now: NOW + KEEP })).toBe(false);
		expect(note('next', staticData, { now: NOW + KEEP + 1 })).toBe(true);
		expect(staticData).toEqual({ emitted: { newer: NOW + DAY, next: NOW + KEEP + 1 } });
		expect(note('old', staticData, { now: NOW + KEEP + 1 })).toBe(true);
	});

	it('does not put off forgetting because of duplicates', () => {
		const staticData = {};
		note('a', staticData);
		note('a', staticData, { now: NOW + DAY });
		expect(staticData).toEqual({ emitted: { a: NOW } });
	});

	it('leaves other static data alone', () => {
		const staticData = { mine: { a: 1 } };
		note('a', staticData);
		expect(staticData).toEqual({ mine: { a: 1 }, emitted: { a: NOW } });
	});

	it.each([
		['null', null],
		['a list', [1]],
		['text', 'a'],
		['entries of another type', { a: 'x' }],
	])('starts anew where the static data holds %s', (_, emitted) => {
		const staticData = { emitted };
		expect(note('a', staticData)).toBe(true);
		expect(note('a', staticData)).toBe(false);
		expect(staticData).toEqual({ emitted: { a: NOW } });
	});

	it('works with static data that is observed, as n8n’s is', () => {
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
		expect(note('a', staticData)).toBe(true);
		expect(note('a', staticData)).toBe(false);
		expect(changed).toContain('emitted'); // so n8n saves it
	});

	it.each(['__proto__', 'constructor', 'toString'])('takes %s for a task like any other', (key) => {
		const staticData = {};
		expect(note(key, staticData)).toBe(true);
		expect(note(key, staticData)).toBe(false);
	});
});
