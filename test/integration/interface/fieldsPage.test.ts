import '../support';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fieldsPage } from './fieldsPage';

/** `npm run docs` writes the page. Without it, the page must be what it would write. */

const FILE = join(__dirname, '../../../docs/fields.md');

it('docs/fields.md lists the fields of the nodes', () => {
	const page = fieldsPage();
	if (process.env.WRITE_DOCS === 'true') writeFileSync(FILE, page);
	expect(readFileSync(FILE, 'utf8')).toBe(page);
});
