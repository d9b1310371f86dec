import { z } from 'zod';
import { jsonOf, type Answer, type Received, type Service } from './service';

const SHEET = {
	sheetId: 0,
	title: 'Birthdays',
	gridProperties: { rowCount: 100, columnCount: 26 },
};
const updateSchema = z.object({
	data: z.array(
		z.object({ range: z.string(), values: z.array(z.array(z.union([z.string(), z.number()]))) }),
	),
});

/** A row, by the names of the columns. */
export type Row = Record<string, string>;

/** Stands in for the API of Google Sheets, with one sheet named `Birthdays`. */
export interface Sheets extends Service {
	/** The current rows, without the header. */
	rows(): Row[];
	/** Replaces the content. All rows have the same columns. */
	fill(rows: Row[]): void;
	/** Every value that was written, oldest first. */
	readonly writes: ReadonlyArray<{ cell: string; value: string }>;
}

export function sheets(): Sheets {
	let table: string[][] = [[]];
	const writes: Array<{ cell: string; value: string }> = [];
	const write = (range: string, values: Array<Array<string | number>>) => {
		const [, column = '', row = ''] = /!([A-Z])(\d+)/.exec(range) ?? [];
		const value = String(values[0]?.[0] ?? '');
		writes.push({ cell: `${column}${row}`, value });
		const cells = table[Number(row) - 1];
		if (!cells) throw new Error(`The sheet has no row for ${range}`);
		cells[column.charCodeAt(0) - 'A'.charCodeAt(0)] = value;
	};
	return {
		hosts: ['sheets.googleapis.com'],
		writes,
		rows: () => {
			const [header = [], ...rows] = table;
			return rows.map((cells) =>
				Object.fromEntries(header.map((name, index) => [name, cells[index] ?? ''])),
			);
		},
		fill: (rows) => {
			const header = Object.keys(rows[0] ?? {});
			table = [header, ...rows.map((row) => header.map((name) => row[name] ?? ''))];
		},
		answer: (request: Received): Answer | undefined => {
			const path = decodeURIComponent(request.url.pathname);
			if (request.method === 'POST' && path.endsWith('/values:batchUpdate')) {
				for (const { range, values } of updateSchema.parse(jsonOf(request)).data)
					write(range, values);
				return { body: {} };
			}
			if (request.method !== 'GET') return undefined;
			if (path.includes('/values/')) return { body: { values: table } };
			return { body: { sheets: [{ properties: SHEET }] } };
		},
		reset: () => {
			table = [[]];
			writes.length = 0;
		},
	};
}
