import { expectedOf, nextPace, type Pace, type Running } from '../../nodes/Crun/crun/pollPace';

const SECOND = 1000;
const INTERVAL = 5 * SECOND;
const LIKELY = { from: 80 * SECOND, to: 98 * SECOND };
const alone = { intervalMs: INTERVAL, count: 1, hasFinished: false };
const unknown: Running = { ageMs: 0, expected: null };
const aged = (seconds: number): Running => ({ ageMs: seconds * SECOND, expected: LIKELY });

/** At which ages a single task is checked, in seconds. */
function checksOfOne(until: number, expected: Running['expected'], intervalMs = INTERVAL) {
	const ages: number[] = [];
	let pace: Pace | null = null;
	for (let ageMs = 0; ageMs < until * SECOND; ageMs += pace.pauseMs) {
		if (ageMs > 0) ages.push(Math.round(ageMs / 100) / 10);
		pace = nextPace(pace, [{ ageMs, expected }], { ...alone, intervalMs });
	}
	return ages;
}

describe('What to expect of a task', () => {
	it('is nothing as long as none of its kind has finished', () => {
		expect(expectedOf([])).toBeNull();
	});

	it('is a little less than the shortest to a little more than the longest, as more are known', () => {
		const [one, three] = [expectedOf([100]), expectedOf([110, 100, 120])];
		expect(one?.from).toBeCloseTo(90);
		expect(one?.to).toBeCloseTo(110);
		expect(three?.from).toBeCloseTo(95);
		expect(three?.to).toBeCloseTo(126);
	});
});

describe('A single task', () => {
	it('is checked after growing pauses while nothing is known', () => {
		expect(checksOfOne(100, null)).toEqual([5, 12.5, 23.8, 38.8, 53.8, 68.8, 83.8, 98.8]);
	});

	it('is checked rarely while it is younger than others were, then often, then as if nothing were known', () => {
		expect(checksOfOne(110, LIKELY)).toEqual([
			...[5, 20, 65, 80],
			...[83, 86, 89, 92, 95, 98],
			...[102.5, 109.3],
		]);
	});

	it('is checked at least every 45 seconds, however long others took', () => {
		const checks = checksOfOne(400, { from: 3000 * SECOND, to: 3600 * SECOND });
		expect(checks).toEqual([5, 20, 65, 110, 155, 200, 245, 290, 335, 380]);
	});

	it('is not checked at shorter intervals than before because others took very different times', () => {
		const wide = { from: 10 * SECOND, to: 3600 * SECOND };
		expect(checksOfOne(100, wide)).toEqual([5, 10, 17.5, 28.8, 43.8, 58.8, 73.8, 88.8]);
	});

	it('is never checked before the interval has passed where that is long', () => {
		expect(checksOfOne(700, null, 300 * SECOND)).toEqual([300, 600]);
		const likely = { from: 600 * SECOND, to: 610 * SECOND };
		expect(checksOfOne(700, likely, 300 * SECOND)).toEqual([300, 600]);
	});
});

describe('Many tasks', () => {
	const many = (count: number, hasFinished = false) => ({ ...alone, count, hasFinished });

	it.each([
		[2, 2500],
		[4, 2500],
		[1000, 2500],
	])(
		'%i of them share the pauses of one, down to half of the interval: %i ms',
		(count, pauseMs) => {
			expect(nextPace(null, [unknown], many(count)).pauseMs).toBe(pauseMs);
		},
	);

	it('have still shorter pauses between them once the first one has finished', () => {
		expect(nextPace(null, [unknown], many(100, true)).pauseMs).toBe(1500);
	});

	it('wait for the one that is due first', () => {
		const { pauseMs } = nextPace(null, [aged(20), aged(70), aged(3)], many(3));
		expect(pauseMs).toBe(10 * SECOND);
	});

	it('have no pause to find without a task', () => {
		expect(nextPace(null, [], many(3)).pauseMs).toBe(INTERVAL);
	});
});
