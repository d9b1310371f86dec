import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');
const LONGEST = 120;

/** Prettier breaks code, but neither comments nor strings and patterns; only the latter may be longer. */
const MAY_BE_LONG = /['"`]|^\s*\/.*\/[a-z]*;?,?$/;
const COMMENT = /^\s*(\/\/|\/\*|\*)|\s\/\/ [^'"`]*$/;

function tooLongIn(file: string): string[] {
	const lines = readFileSync(join(ROOT, file), 'utf8').split('\n');
	return lines.flatMap((line, index) => {
		const isTooLong = line.length > LONGEST && (COMMENT.test(line) || !MAY_BE_LONG.test(line));
		return isTooLong ? [`${file}:${index + 1}`] : [];
	});
}

it('has no line over 120 characters outside of strings and patterns', () => {
	const tracked = execFileSync('git', ['ls-files'], { cwd: ROOT, encoding: 'utf8' }).split('\n');
	const sources = tracked.filter((file) => /\.(ts|js|mjs|cjs)$/.test(file));
	expect(sources.length).toBeGreaterThan(100);
	expect(sources.flatMap(tooLongIn)).toEqual([]);
});
