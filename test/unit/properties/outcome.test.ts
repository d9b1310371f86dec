/** Properties of how answers are classified and explained. */
import fc from 'fast-check';
import { explain, explainCreation } from '../../../nodes/Crun/crun/explain';
import {
	classifyCreation,
	classifyRead,
	type Answer,
	type Outcome,
} from '../../../nodes/Crun/crun/outcome';
import { redactOutcome } from '../../../nodes/Crun/crun/redact';
import { endpoints } from '../../../nodes/Crun/crun/contract';
import { parserOf } from '../../../nodes/Crun/transport/answer';
import { holds } from './support/holds';
import { anyJson, anyText, jsonText, mutated } from './support/json';
import { check, expectReadable, quick } from './support/outcomes';

const KEY = 'ak_0123456789abcdef0123456789abcdef';
const NOW = Date.UTC(2026, 0, 20);
const CODES = [200, 400, 401, 402, 403, 404, 408, 422, 425, 429, 455, 500, 501, 502, 503, 505, 999];

const code = fc.oneof(fc.constantFrom(...CODES), fc.integer({ min: 100, max: 999 }));
const said = fc.oneof(anyText, fc.constantFrom(KEY, `a\n${KEY}`, 'x?crun_sig=abc'));
const reasons = fc.oneof(
	fc.array(said, { maxLength: 3 }),
	said,
	fc.dictionary(said, said),
	anyJson,
);
/** An envelope, usually whole. */
const envelope = fc.record({
	code: fc.oneof({ weight: 4, arbitrary: code }, { weight: 1, arbitrary: code.map(String) }),
	message: said,
	errors: reasons,
	detail: reasons,
	data: fc.oneof(anyJson, fc.constant({ task_id: 'a' })),
});
const body = fc.oneof(
	envelope.map((one) => JSON.stringify(one)),
	fc.tuple(envelope, fc.nat(60)).map(([one, length]) => JSON.stringify(one).slice(0, length)),
	mutated({ code: 422, message: 'no', errors: ['a'], data: null }).map(({ value }) =>
		JSON.stringify(value),
	),
	jsonText,
	anyText,
);
const retryAfter = fc.oneof(
	fc.constant(undefined),
	anyText,
	fc.double({ noNaN: true }).map(String),
	fc.nat(400).map((digits) => '9'.repeat(digits)),
	fc.date({ noInvalidDate: true }).map((date) => date.toUTCString()),
);
const answer: fc.Arbitrary<Answer> = fc.oneof(
	{
		weight: 8,
		arbitrary: fc.record({
			kind: fc.constant<'response'>('response'),
			status: code,
			body,
			retryAfter,
		}),
	},
	{
		weight: 1,
		arbitrary: fc.record({
			kind: fc.constant<'failure'>('failure'),
			opened: fc.boolean(),
			message: said.map((text) => text.trim() || 'it failed'),
		}),
	},
);

/** The codes that an answer states, other than success; null where it has no envelope. */
function codesOf(one: Extract<Answer, { kind: 'response' }>): { codes: number[]; whole: boolean } {
	const codes = one.status >= 200 && one.status < 300 ? [] : [one.status];
	try {
		const parsed: unknown = JSON.parse(one.body);
		const inner = typeof parsed === 'object' && parsed !== null && 'code' in parsed && parsed.code;
		const stated =
			typeof inner === 'string' && /^\s*(0|-?[1-9]\d{0,8})\s*$/.test(inner) ? Number(inner) : inner;
		const whole = typeof stated === 'number' && Number.isInteger(stated);
		return { codes: whole && stated !== 200 ? [...codes, stated] : codes, whole };
	} catch {
		return { codes, whole: false };
	}
}

const parseTask = parserOf(endpoints.createTask);
const KINDS = ['ok', 'refused', 'transient', 'unknown'];

function expectSound(outcome: Outcome<unknown>): void {
	check(KINDS.includes(outcome.kind), outcome.kind);
	if (outcome.kind === 'ok') return;
	check(outcome.code === null || Number.isInteger(outcome.code), `code ${outcome.code}`);
	check(outcome.message !== '', 'no message');
	if (outcome.kind !== 'transient' || outcome.retryAfterMs === null) return;
	check(Number.isFinite(outcome.retryAfterMs) && outcome.retryAfterMs >= 0, 'no usable pause');
}

describe('The answer to CreateTask', () => {
	holds('is refused or transient only where every code in it says so', answer, (given) => {
		const outcome = quick(() => classifyCreation(given, parseTask, NOW));
		expectSound(outcome);
		if (given.kind === 'failure') {
			check(outcome.kind === (given.opened ? 'unknown' : 'refused'), outcome.kind);
			return;
		}
		const { codes, whole } = codesOf(given);
		if (outcome.kind === 'ok') check(codes.length === 0 && whole, 'ok without evidence');
		if (outcome.kind === 'transient')
			check(codes.length > 0 && codes.every((one) => [429, 455].includes(one)), 'not transient');
		if (outcome.kind === 'refused') {
			const refusing = [401, 402, 403, 404, 422, 429, 455, 505];
			const form = [405, 411, 413, 414, 415, 431].filter((one) => one === given.status);
			const all = [...refusing, ...form];
			check(codes.length > 0 && codes.every((one) => all.includes(one)), 'not refused');
		}
	});
});

describe('The answer to a request that changes nothing', () => {
	holds('is classified, whatever it is', answer, (given) => {
		const outcome = quick(() => classifyRead(given, parseTask, NOW));
		expectSound(outcome);
		if (given.kind === 'failure') check(outcome.kind === 'transient', outcome.kind);
	});
});

describe('A failure', () => {
	holds(
		'is explained in texts of one line without the API key or a signature',
		fc.tuple(answer, fc.boolean()),
		([given, isCreation]) => {
			const classified = isCreation
				? classifyCreation(given, parseTask, NOW)
				: classifyRead(given, parseTask, NOW);
			const outcome = redactOutcome(classified, KEY);
			if (outcome.kind === 'ok') return;
			for (const problem of quick(() => [explain(outcome, 'test'), explainCreation(outcome)])) {
				expectReadable(problem);
				const text = `${problem.message} ${problem.description ?? ''}`;
				check(!/[\r\n]/.test(text), `several lines: ${text}`);
				check(!text.includes(KEY) && !text.includes('crun_sig=abc'), `a secret: ${text}`);
				check(!/\b(Infinity|NaN|e\+\d+) seconds?/.test(text), text);
			}
		},
	);
});
