import type { Outcome } from '../../../nodes/Crun/crun/outcome';

/** code → what it means after CreateTask, and on a read. From the table of codes in Crun's documentation. */
export const TABLE: Array<[number, Outcome<never>['kind'], Outcome<never>['kind']]> = [
	[401, 'refused', 'refused'],
	[402, 'refused', 'refused'],
	[403, 'refused', 'refused'],
	[404, 'refused', 'refused'],
	[422, 'refused', 'refused'],
	[429, 'transient', 'transient'],
	[455, 'transient', 'transient'],
	[500, 'unknown', 'transient'],
	[501, 'unknown', 'refused'],
	[505, 'refused', 'refused'],
	[408, 'unknown', 'transient'],
	[502, 'unknown', 'transient'],
	[503, 'unknown', 'transient'],
	[504, 'unknown', 'transient'],
];
/** Codes that are in no row of the table, so they say nothing about a creation. */
export const OUTSIDE = [
	0, 1, 100, 201, 204, 301, 302, 307, 400, 405, 406, 409, 410, 411, 413, 414, 415, 418, 423, 431,
	451, 499, 506, 520, 522, 524, 599, 1001, -1,
];
/** Of these, a refusal as the HTTP status: the request was refused for its form, before it was processed. */
export const REFUSED_FORM = [405, 411, 413, 414, 415, 431];
