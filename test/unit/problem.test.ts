/** How the two parts of an error become one text. */
import { Problem, wholeText } from '../../nodes/Crun/crun/problem';

describe('wholeText', () => {
	it.each<[string, unknown, string]>([
		['a headline', new Problem('It was stopped'), 'It was stopped.'],
		['a headline and a description', new Problem('No', 'Try again.'), 'No. Try again.'],
		['a description without a period', new Problem('No', 'Try again'), 'No. Try again.'],
		['an error of another kind', new Error('Already a sentence.'), 'Already a sentence.'],
		['a thrown value', 'boom', 'boom.'],
	])('makes full sentences of %s', (_what, error, text) => {
		expect(wholeText(error)).toBe(text);
	});
});
