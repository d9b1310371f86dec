/** Delays and timeouts. */
import {
	CREATE_RESENDS,
	DOWNLOAD_LIMITS,
	LONGEST_PAUSE_MS,
	nextPace,
	nextPollDelay,
	parseRetryAfter,
	READ_ATTEMPTS,
	retryDelayMs,
	tooSlow,
	uploadTimeoutMs,
} from '../../nodes/Crun/crun/schedule';

const NOW = Date.UTC(2026, 0, 20, 9, 12, 58);

describe('retryDelayMs', () => {
	it.each([
		[1, 500],
		[2, 1_000],
		[3, 2_000],
		[6, 16_000],
		[7, 30_000],
		[50, 30_000],
		[5_000, 30_000],
	])('doubles up to a ceiling: after attempt %i it is %i ms', (attempt, delay) => {
		expect(retryDelayMs(attempt, null, 0)).toBe(delay);
	});

	it.each([
		[0, 2_000],
		[0.5, 1_500],
		[1, 1_000],
	])('is only ever shortened by jitter: with jitter %d it is %i ms', (jitter, delay) => {
		expect(retryDelayMs(3, null, jitter)).toBe(delay);
	});

	it.each([
		[0, 0],
		[7_000, 7_000],
		[45_000, 45_000],
		[LONGEST_PAUSE_MS, LONGEST_PAUSE_MS],
	])('is the pause that the server asks for, without jitter: %i ms', (asked, delay) => {
		for (const attempt of [1, 9]) expect(retryDelayMs(attempt, asked, 1)).toBe(delay);
	});

	it('is never longer than the longest pause', () => {
		expect(retryDelayMs(1, 86_400_000, 0)).toBeLessThanOrEqual(LONGEST_PAUSE_MS);
	});

	it('is used for enough attempts to survive a brief outage, and for a limited number', () => {
		expect(READ_ATTEMPTS).toBeGreaterThanOrEqual(3);
		expect(CREATE_RESENDS).toBe(5);
	});
});

describe('nextPollDelay', () => {
	it.each([
		['grows by half', 5_000, 5_000, 7_500],
		['reaches its ceiling', 11_250, 5_000, 15_000],
		['stays there', 15_000, 5_000, 15_000],
		['is never shorter than the interval', 60_000, 60_000, 60_000],
		['grows from a short interval too', 1_000, 1_000, 1_500],
	])('%s', (_, delay, interval, next) => {
		expect(nextPollDelay(delay, interval)).toBe(next);
	});
});

describe('parseRetryAfter', () => {
	it.each([
		['0', 0],
		['7', 7_000],
		[' 120 ', 120_000],
		['1.5', 1_500],
		['Tue, 20 Jan 2026 09:13:28 GMT', 30_000],
		['Tuesday, 20-Jan-26 09:13:28 GMT', 30_000],
		['Tue, 20 Jan 2026 09:12:58 GMT', 0],
		['Mon, 19 Jan 2026 09:12:58 GMT', 0],
		['Tue, 20 Jan 2026 09:13:28', 30_000],
		['Tue Jan 20 09:13:28 2026', 30_000],
		['Tue, 20 Jan 2026 10:13:28 +0100', 30_000],
	])('reads %j as %i ms from now', (header, delay) => {
		expect(parseRetryAfter(header, NOW)).toBe(delay);
	});

	it.each([
		...[undefined, '', '  ', '-1', 'NaN', 'Infinity', 'soon', '7 seconds'],
		'after Tue, 20 Jan 2026 09:13:28 GMT',
		'Tue, 20 Jan 2026 9:13:28 GMT',
		'Tue, 20 Jan 2026 09:13:8 GMT',
		`Tue, ${' '.repeat(100)}20 Jan 2026 09:13:28 GMT`,
	])('returns null for %j', (header) => {
		expect(parseRetryAfter(header, NOW)).toBeNull();
	});

	it('reads a header of up to 100 characters', () => {
		const date = '20 Jan 2026 09:13:28 GMT';
		expect(parseRetryAfter(`Tue, ${date.padStart(95)}`, NOW)).toBe(30_000);
		expect(parseRetryAfter(`Tue, ${date.padStart(96)}`, NOW)).toBeNull();
	});

	it.each(['9999999999', '9'.repeat(30), '9'.repeat(400)])(
		'returns null for %s seconds, which nobody can wait',
		(header) => {
			expect(parseRetryAfter('999999999', NOW)).toBe(999_999_999_000);
			expect(parseRetryAfter(header, NOW)).toBeNull();
		},
	);
});

it.each([
	['nothing', 0, 2],
	['50 MB', 50_000_000, 54],
	['1 GB', 1_000_000_000, 1_044],
])(
	'uploadTimeoutMs gives larger uploads more time: %s (%i bytes) gets %i minutes',
	(_, size, minutes) => {
		expect(Math.round(uploadTimeoutMs(size) / 60_000)).toBe(minutes);
	},
);

describe('a download', () => {
	const SECOND = 1000;
	const SLOWEST = 16_000; // bytes per second: 128 kbit/s

	/** Receives these bytes, second by second. @returns how it ended, and after how many seconds */
	function receive(bytesAt: (second: number) => number, size: number) {
		let pace = { idleMs: 0, lagMs: 0 };
		let received = 0;
		for (let second = 1; ; second += 1) {
			const bytes = bytesAt(second);
			received += bytes;
			if (received >= size) return { end: 'complete', second };
			pace = nextPace(pace, bytes, SECOND, DOWNLOAD_LIMITS);
			const end = tooSlow(pace, DOWNLOAD_LIMITS);
			if (end !== null) return { end, second };
		}
	}

	it.each([
		[60_000, 120_000, null],
		[60_001, 0, 'idle'],
		[0, 120_001, 'slow'],
		[60_001, 120_001, 'idle'],
	])('without data for %i ms that is %i ms behind ends with %j', (idleMs, lagMs, end) => {
		expect(tooSlow({ idleMs, lagMs }, DOWNLOAD_LIMITS)).toBe(end);
	});

	it('of one byte a second ends after two minutes', () => {
		expect(receive(() => 1, 1_000_000)).toEqual({ end: 'slow', second: 121 });
	});

	it('that stops ends after a minute', () => {
		expect(receive((second) => (second < 30 ? SLOWEST : 0), 1_000_000)).toEqual({
			end: 'idle',
			second: 90,
		});
	});

	it.each([
		['constant', () => SLOWEST],
		['bursts after pauses of 50 seconds', (second: number) => (second % 50 ? 0 : 50 * SLOWEST)],
		['a slow minute at first', (second: number) => (second <= 60 ? 1 : 2 * SLOWEST)],
	])('of 2 GB at 128 kbit/s is completed: %s', (_, bytesAt) => {
		expect(receive(bytesAt, 2 * 1024 ** 3).end).toBe('complete');
	});

	it('earns no time with a fast start', () => {
		const fastStart = (second: number) => (second <= 10 ? 100_000_000 : 1);

		expect(receive(fastStart, 2_000_000_000)).toEqual({ end: 'slow', second: 131 });
	});

	it('takes at most two minutes longer than at 128 kbit/s, whatever its pace', () => {
		const size = 20_000_000;
		const barelyEnough = (second: number) => (second % 59 === 0 ? 59 * SLOWEST : 0);

		expect(receive(barelyEnough, size).second).toBeLessThanOrEqual(size / SLOWEST + 120);
	});
});
