/** Lists that do not have what they should. */
import { checkCount, checkReadable, tooLong } from '../../nodes/Crun/crun/listProblems';
import { Problem } from '../../nodes/Crun/crun/problem';

function problemOf(check: () => void) {
	try {
		check();
	} catch (error) {
		if (!(error instanceof Problem)) throw error;
		return [error.message, error.description, error.details];
	}
	return null;
}

describe('A list', () => {
	it.each([
		[1, 'Crun returned 1 entry in a form that this node cannot read.'],
		[2, 'Crun returned 2 entries in a form that this node cannot read.'],
	])('cannot be read where none of %i entries can', (came, description) => {
		expect(problemOf(() => checkReadable('Kling templates', 0, came))).toEqual([
			'The list of Kling templates cannot be read',
			description,
			{ kind: 'api' },
		]);
	});

	it.each([
		[1, 2],
		[2, 2],
		[0, 0],
	])('can be read where %i of %i entries can', (read, came) => {
		expect(problemOf(() => checkReadable('models', read, came))).toBeNull();
	});

	it('is incomplete where fewer entries come than Crun announced', () => {
		expect(problemOf(() => checkCount('Vidu templates', 'templates', 3, 2))).toEqual([
			'The list of Vidu templates is incomplete',
			'Crun announced 3 templates and returned 2. Try again later.',
			{ kind: 'api' },
		]);
	});

	it.each([
		[3, 3],
		[3, 4],
		[0, 0],
		[null, 0],
	])('is complete where Crun announced %j entries and returned %i', (total, came) => {
		expect(problemOf(() => checkCount('models', 'models', total, came))).toBeNull();
	});

	it.each([
		[9000, 'announced 9000 templates'],
		[0, 'announced 0 templates'],
		[null, 'lists templates without an end'],
	])('is too long where Crun announced %j templates', (total, announced) => {
		const { message, description, details } = tooLong('Kling templates', total, 100);
		expect([message, description, details]).toEqual([
			'The list of Kling templates is too long',
			`Crun ${announced}, and the node reads at most 100 pages. In Template > Get Many, turn off Return All, remove the filters, and set a Limit. To choose a template, enter its ID.`,
			{ kind: 'api' },
		]);
	});
});
