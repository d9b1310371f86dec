import { Problem, wholeText } from '../../../nodes/Crun/crun/problem';

/** The headline and description of the problem that the function throws, as one text. */
export function textOf(act: () => unknown): string {
	try {
		act();
	} catch (error) {
		if (error instanceof Problem) return wholeText(error);
		throw error;
	}
	throw new Error('No problem was thrown');
}
