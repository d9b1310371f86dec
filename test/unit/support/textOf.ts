import { Problem, wholeText } from '../../../nodes/Crun/crun/problem';

/** The problem that the function throws. */
export function problemOf(act: () => unknown): Problem {
	try {
		act();
	} catch (error) {
		if (error instanceof Problem) return error;
		throw error;
	}
	throw new Error('No problem was thrown');
}

/** The headline and description of the problem that the function throws, as one text. */
export function textOf(act: () => unknown): string {
	return wholeText(problemOf(act));
}
