import type { Outcome } from '../../nodes/Crun/crun/outcome';
import { isNotFound } from '../../nodes/Crun/transport/readTask';

/** What a call should lead to, in the classes in which the nodes see it. */
export interface Expectation {
	text: string;
	holds: (outcome: Outcome<unknown>) => boolean;
}

export const ok: Expectation = { text: 'ok', holds: ({ kind }) => kind === 'ok' };

/** Refused with one of Crun's documented codes. */
export const refused = (...codes: number[]): Expectation => ({
	text: `refused with ${codes.join(' or ')}`,
	holds: (outcome) => outcome.kind === 'refused' && codes.includes(outcome.code ?? 0),
});

/** One of the three ways in which Crun says that there is no such task. */
export const noSuchTask: Expectation = {
	text: 'not found: HTTP 404, code 404, or data: null',
	holds: (outcome) => outcome.kind !== 'ok' && isNotFound(outcome),
};

export const either = (...all: Expectation[]): Expectation => ({
	text: all.map(({ text }) => text).join('; or '),
	holds: (outcome) => all.some(({ holds }) => holds(outcome)),
});

/** The outcome in words: the class that the nodes put it in, and why. */
export function describeOutcome(outcome: Outcome<unknown>): string {
	if (outcome.kind === 'ok') return 'ok';
	const { kind, message, errors } = outcome;
	return `${kind}: ${[message, ...errors].filter(Boolean).join('; ') || 'without a message'}`;
}
