/** Randomized answers to CreateTask, most of them with the codes of Crun's documentation. */
import type * as outcomeModule from '../../../nodes/Crun/crun/outcome';
import type { Answer, ParseData } from '../../../nodes/Crun/crun/outcome';
import { OUTSIDE, REFUSED_FORM, TABLE } from '../support/codeTable';
import { loadWith, ZOD_VERSIONS } from '../support/zodVersions';

const NOW = Date.UTC(2026, 0, 20, 9, 12, 58);
const MESSAGE = 'Crun’s own words';
const REFUSING = TABLE.filter(([, kind]) => kind !== 'unknown').map(([code]) => code);

/** Takes the place of an endpoint's parser, which the tests of the contract cover. */
const parse: ParseData<{ task_id: string }> = (data) =>
	typeof data === 'object' && data !== null && 'task_id' in data && typeof data.task_id === 'string'
		? { data: { task_id: data.task_id } }
		: { problem: 'data.task_id is missing or not what Crun documents' };

const response = (status: number, body: unknown, retryAfter?: string): Answer => ({
	kind: 'response',
	status,
	body: typeof body === 'string' ? body : JSON.stringify(body),
	retryAfter,
});
const envelope = (code: number, more: object = {}) => ({
	code,
	message: MESSAGE,
	data: null,
	...more,
});

describe.each(ZOD_VERSIONS)('an outcome, on %s', (version) => {
	const { classifyCreation, classifyRead } = loadWith<typeof outcomeModule>(version, () =>
		jest.requireActual('../../../nodes/Crun/crun/outcome'),
	).module;

	const create = (answer: Answer) => classifyCreation(answer, parse, NOW);
	const readAnswer = (answer: Answer) => classifyRead(answer, parse, NOW);

	it('never calls a creation refused or transient on any evidence but the codes for that, whatever comes', () => {
		const random = mulberry32(SEED);
		const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
		const codes = [...TABLE.map(([code]) => code), ...OUTSIDE, 200];
		const wrong: string[] = [];
		const anyCode = () => (random() < 0.8 ? pick(codes) : Math.floor(random() * 1000));

		for (let round = 0; round < ROUNDS; round += 1) {
			const status = Math.max(100, anyCode());
			const code = anyCode();
			const whole = JSON.stringify(
				envelope(code, {
					data: pick([null, {}, { task_id: 'a' }, 'text', []]),
					errors: pick([undefined, null, ['e'], 'e', [1], { a: ['e'] }]),
				}),
			);
			const body = pick([
				whole,
				whole,
				whole,
				whole.slice(0, Math.floor(random() * whole.length)),
				'<html>',
				'',
				'null',
				`"${code}"`,
				String(code),
				`[${whole}]`,
			]);
			const seen = `seed ${SEED}, round ${round}: HTTP ${status} ${body}`;
			const outcome = create(response(status, body, pick([undefined, '1', 'x', '-1'])));
			readAnswer(response(status, body)); // does not throw

			const evidence = [
				...(status >= 200 && status < 300 ? [] : [status]),
				...(body === whole ? [code] : []),
			];
			const allowed = {
				ok: evidence.every((one) => one === 200),
				refused:
					evidence.length > 0 &&
					evidence.every(
						(one) => REFUSING.includes(one) || (one === status && REFUSED_FORM.includes(one)),
					),
				transient: evidence.length > 0 && evidence.every((one) => one === 429 || one === 455),
				unknown: true,
			};
			if (!allowed[outcome.kind]) wrong.push(`${outcome.kind}: ${seen}`);
		}
		expect(wrong).toEqual([]);
	});
});

const ROUNDS = 4000;
/** Printed with every failure of the randomized test; set CRUN_TEST_SEED to run the same one again. */
const SEED = Number(process.env.CRUN_TEST_SEED ?? Date.now() % 2 ** 31);

/** A small pseudo-random generator (mulberry32): numbers from 0 to 1, the same for the same seed. */
function mulberry32(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}
