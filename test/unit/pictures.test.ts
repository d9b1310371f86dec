/** The pictures of the documentation, which `npm run pictures` makes. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { PICTURES } from '../editor/support/names';

const ROOT = join(__dirname, '../..');
const FOLDER = 'docs/pictures';
const LARGEST_FOLDER = 1_500_000; // bytes
const SHORTEST_TEXT = 30; // characters
const PNG = '89504e470d0a1a0a';

const files = readdirSync(join(ROOT, FOLDER));
const documents = execFileSync('git', ['ls-files', '*.md'], { cwd: ROOT, encoding: 'utf8' })
	.split('\n')
	.filter(Boolean);

/** The images in a document: their paths in this repository, and their alternative texts. */
function imagesIn(document: string): Array<{ path: string; text: string }> {
	const source = readFileSync(join(ROOT, document), 'utf8');
	const images = [
		...source.matchAll(/!\[(?<text>[^\]]*)\]\((?<path>[^)\s]+)\)/g),
		...source.matchAll(/<img src="(?<path>[^"]+)"[^>]* alt="(?<text>[^"]*)">/g),
	];
	return images.map(({ groups: { path = '', text = '' } = {} }) => ({
		path: normalize(join(dirname(document), path)),
		text: text.replace(/\s+/g, ' '),
	}));
}
/** All but those that `npm run bench` makes, and logos. */
const shown = documents.flatMap(imagesIn).filter(({ path }) => dirname(path) === FOLDER);

describe('docs/pictures', () => {
	it('contains exactly the pictures that the editor suite makes', () => {
		expect(files.sort()).toEqual(PICTURES.map((name) => `${name}.png`).sort());
	});

	it('contains PNG files, less than 1.5 MB in all', () => {
		const paths = files.map((file) => join(ROOT, FOLDER, file));
		expect(paths.filter((path) => readFileSync(path).toString('hex', 0, 8) !== PNG)).toEqual([]);
		expect(paths.reduce((sum, path) => sum + statSync(path).size, 0)).toBeLessThan(LARGEST_FOLDER);
	});

	it('is shown by the documentation, every picture once', () => {
		expect(shown.map(({ path }) => path).sort()).toEqual(
			PICTURES.map((name) => `${FOLDER}/${name}.png`).sort(),
		);
	});

	it('has a text for readers who cannot see a picture', () => {
		expect(shown.filter(({ text }) => text.length < SHORTEST_TEXT)).toEqual([]);
	});
});
