import { Problem } from './problem';

/** Problems of lists that do not have what they should. `what` names the list: "Kling templates". */

/** @throws Problem when entries came, and none of them can be read */
export function checkReadable(what: string, read: number, came: number): void {
	if (read > 0 || came === 0) return;
	throw new Problem(
		`The list of ${what} cannot be read`,
		`Crun returned ${came} ${came === 1 ? 'entry' : 'entries'} in a form that this node cannot read.`,
		{ kind: 'api' },
	);
}

/** @throws Problem when fewer entries came than Crun announced */
export function checkCount(what: string, many: string, total: number | null, came: number): void {
	if (came >= (total ?? 0)) return;
	throw new Problem(
		`The list of ${what} is incomplete`,
		`Crun announced ${total} ${many} and returned ${came}. Try again later.`,
		{ kind: 'api' },
	);
}

/**
 * The error for a list of templates that is not read to its end.
 * @param total how many entries Crun announced; null when it did not say
 * @param pages how many pages are read at most
 */
export function tooLong(what: string, total: number | null, pages: number): Problem {
	const announced =
		total === null ? 'lists templates without an end' : `announced ${total} templates`;
	return new Problem(
		`The list of ${what} is too long`,
		`Crun ${announced}, and the node reads at most ${pages} pages. In Template > Get Many, turn off Return All, remove the filters, and set a Limit. To choose a template, enter its ID.`,
		{ kind: 'api' },
	);
}
