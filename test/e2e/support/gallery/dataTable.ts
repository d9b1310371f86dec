import { z } from 'zod';
import { Session } from '../../../../dev/n8n/http';
import { OWNER } from '../../../../dev/n8n/rest';
import type { World } from '../world';

/** A data table of n8n. */
export interface DataTable {
	readonly id: string;
	/** The current rows. */
	rows(): Promise<Array<Record<string, unknown>>>;
}

/** Creates a data table with text columns, as a user does in the editor. */
export async function createDataTable(
	{ n8n }: World,
	name: string,
	columns: string[],
): Promise<DataTable> {
	const session = new Session(n8n.url);
	await session.send('POST', '/login', z.unknown(), {
		emailOrLdapLoginId: OWNER.email,
		password: OWNER.password,
	});
	const withId = z.object({ id: z.string() });
	const project = await session.send('GET', '/projects/personal', withId);
	const path = `/projects/${project.id}/data-tables`;
	const { id } = await session.send('POST', path, withId, {
		name,
		columns: columns.map((column) => ({ name: column, type: 'string' })),
	});
	const rowsSchema = z.object({ data: z.array(z.record(z.unknown())) });
	return {
		id,
		rows: async () => (await session.send('GET', `${path}/${id}/rows`, rowsSchema)).data,
	};
}
