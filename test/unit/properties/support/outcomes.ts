import { Problem } from '../../../../nodes/Crun/crun/problem';

const SLOW_MS = 200;
const ATTEMPTS = 5;

/**
 * Calls a pure function.
 * @throws Error when it is slow, also the best of a few times: another process may hold the machine for a moment
 */
export function quick<T>(act: () => T): T {
	let best = Infinity;
	for (let attempt = 1; ; attempt += 1) {
		const start = performance.now();
		const result = act();
		best = Math.min(best, performance.now() - start);
		if (best <= SLOW_MS) return result;
		if (attempt === ATTEMPTS) throw new Error(`It takes ${Math.round(best)} ms`);
	}
}

/** What a function returns, or the problem that it throws. */
export type Attempt<T> = { value: T } | { problem: Problem };

/** Calls a pure function that may throw a Problem with texts for a user, and nothing else. */
export function attempt<T>(act: () => T): Attempt<T> {
	return quick(() => {
		try {
			return { value: act() };
		} catch (error) {
			if (!(error instanceof Problem)) throw error;
			expectReadable(error);
			return { problem: error };
		}
	});
}

/** Expects a headline in one line and without a period, and no dump of a schema's issues. */
export function expectReadable({ message, description }: Problem): void {
	check(message.trim() !== '', 'the headline is empty');
	check(!/[\r\n]/.test(message), `the headline has several lines: ${JSON.stringify(message)}`);
	check(!message.endsWith('.'), `the headline ends with a period: ${message}`);
	check(description === undefined || description.trim() !== '', 'the description is empty');
	const text = `${message} ${description ?? ''}`;
	check(!/"code":\s*"(invalid|unrecognized|too)_|ZodError|\[object /.test(text), text);
	check(!/\b(undefined|NaN)\b(?!")/.test(message), message);
}

/** A check that costs less than `expect`, of which the properties make some hundred thousand. */
export function check(condition: boolean, failure: string): void {
	if (!condition) throw new Error(failure);
}

/** Expects plain objects and lists throughout: no value has taken the place of an object's prototype. */
export function expectPlain(value: unknown): void {
	const waiting = [value];
	while (waiting.length > 0) {
		const next = waiting.pop();
		if (typeof next !== 'object' || next === null) continue;
		const prototype: unknown = Object.getPrototypeOf(next);
		check(
			prototype === Object.prototype || prototype === Array.prototype || prototype === null,
			'an object has another prototype',
		);
		for (const inner of Object.values(next)) if (typeof inner === 'object') waiting.push(inner);
	}
}
