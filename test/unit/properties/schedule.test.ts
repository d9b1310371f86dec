/** Properties of delays. */
import fc from 'fast-check';
import {
	LONGEST_PAUSE_MS,
	nextPollDelay,
	parseRetryAfter,
	retryDelayMs,
	uploadTimeoutMs,
} from '../../../nodes/Crun/crun/schedule';
import { holds } from './support/holds';
import { anyText } from './support/json';
import { check, quick } from './support/outcomes';

const ratio = fc.double({ min: 0, max: 1, noNaN: true });
const pause = fc.option(fc.double({ min: 0, max: 1e9, noNaN: true }), { nil: null });
const SECOND = 1000;

describe('The delay before the next attempt', () => {
	holds(
		'is never negative or longer than the longest pause',
		fc.tuple(fc.integer({ min: 1, max: 5000 }), pause, ratio),
		([attempt, retryAfterMs, jitter]) => {
			const delay = retryDelayMs(attempt, retryAfterMs, jitter);
			check(delay >= 0 && delay <= LONGEST_PAUSE_MS, `${delay} ms`);
		},
	);

	holds(
		'grows with the attempts and shrinks with the jitter, to half of it at most',
		fc.tuple(fc.integer({ min: 1, max: 50 }), ratio),
		([attempt, jitter]) => {
			const full = retryDelayMs(attempt, null, 0);
			const delay = retryDelayMs(attempt, null, jitter);
			check(delay <= full && delay >= Math.floor(full / 2), `${delay} of ${full} ms`);
			check(retryDelayMs(attempt + 1, null, jitter) >= delay, 'it shrinks');
		},
	);
});

describe('A Retry-After header', () => {
	const now = fc.integer({ min: 0, max: 4e12 });

	holds(
		'is a pause of milliseconds or unusable, whatever it contains',
		fc.tuple(
			fc.oneof(
				anyText,
				fc.tuple(fc.nat(500), anyText).map(([digits, rest]) => '9'.repeat(digits) + rest),
				fc.date({ noInvalidDate: true }).map((date) => date.toUTCString()),
				fc.date().map(String),
			),
			now,
		),
		([header, time]) => {
			const delay = quick(() => parseRetryAfter(header, time));
			check(delay === null || (Number.isFinite(delay) && delay >= 0), `${delay} ms`);
		},
	);

	holds(
		'with a date is the time until then',
		fc.tuple(now, fc.integer({ min: -1e6, max: 1e6 }), fc.constantFrom('GMT', 'UTC', 'Z', '+0000')),
		([time, seconds, zone]) => {
			const start = Math.floor(time / SECOND) * SECOND;
			const header = new Date(start + seconds * SECOND).toUTCString().replace('GMT', zone);
			expect(parseRetryAfter(header, start)).toBe(Math.max(0, seconds * SECOND));
		},
	);
});

describe('Other delays', () => {
	holds(
		'between status checks grow to a ceiling that is never below the interval',
		fc.tuple(fc.integer({ min: 1, max: 600_000 }), fc.nat(40)),
		([interval, checks]) => {
			let delay = interval;
			for (let count = 0; count < checks; count += 1) {
				const next = nextPollDelay(delay, interval);
				check(next >= Math.min(delay, interval) && next <= Math.max(15_000, interval), `${next}`);
				delay = next;
			}
			check(delay >= interval, 'below the interval');
		},
	);

	holds('for an upload grow with its size', fc.tuple(fc.nat(1e9), fc.nat(1e9)), ([size, more]) => {
		const [small, large] = [uploadTimeoutMs(size), uploadTimeoutMs(size + more)];
		check(Number.isInteger(small) && small >= 120_000 && large >= small, `${small} ${large}`);
	});
});
