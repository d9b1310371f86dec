import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** No pattern of the package takes long for a text that somebody made to keep n8n busy. */

const ROOT = join(__dirname, '../..');
const LENGTH = 100_000;
const LIMIT_MS = 50;
const RUNS = 10;
const HOPELESS_MS = 1000;

/** Patterns that never see a longer text, and why. */
const BOUNDED: Record<string, { length: number; because: string }> = {
	'/<!--[^]*?-->/g': { length: 512, because: 'fileType.ts reads the first 512 bytes of a file' },
};

interface Pattern {
	file: string;
	literal: string;
	pattern: RegExp;
}

function patternsIn(file: string): Pattern[] {
	const source = ts.createSourceFile(
		file,
		readFileSync(join(ROOT, file), 'utf8'),
		ts.ScriptTarget.ES2022,
	);
	const found: Pattern[] = [];
	const visit = (node: ts.Node): void => {
		if (ts.isRegularExpressionLiteral(node)) {
			const [, body = '', flags = ''] = /^\/(.*)\/([a-z]*)$/s.exec(node.text) ?? [];
			found.push({ file, literal: node.text, pattern: new RegExp(body, flags) });
		}
		ts.forEachChild(node, visit);
	};
	visit(source);
	return found;
}

const files = execFileSync('git', ['ls-files', 'nodes', 'credentials'], {
	cwd: ROOT,
	encoding: 'utf8',
})
	.split('\n')
	.filter((file) => file.endsWith('.ts'));
const patterns = files.flatMap(patternsIn);

/** What a text may be made of to make a pattern try everything twice. */
const PARTS = [
	...['1', 'a', 'A', '.', '/', ' ', '\t', '\n', ',', '-', '_', '%', '"', '{', '<', '[', '=', '\\'],
	...[
		'%25',
		'%2525',
		'a,',
		',a',
		'_s',
		'_url',
		'1.',
		'1,',
		': ',
		'<!--',
		'<?xml',
		'/api/v1',
		'a:',
		'\r\n',
	],
	...[
		'crun_sig=',
		'&signature',
		'signature%3D',
		'one image ',
		'Mon, ',
		'00:00:',
		'http://',
		'data:',
	],
];
const ENDS = ['', 'x', '!', '\n', '\u0000'];

function longestMs(pattern: RegExp, length: number): { ms: number; text: string } {
	let longest = { ms: 0, text: '' };
	for (const part of PARTS) {
		for (const end of ENDS) {
			const text = part.repeat(Math.ceil(length / part.length)).slice(0, length) + end;
			const ms = quickestMs(pattern, text);
			if (ms > longest.ms) longest = { ms, text: `${part}… ${JSON.stringify(end)}` };
		}
	}
	return longest;
}

/** The quickest of a few runs: while another process holds the machine, a quick pattern looks slow as well. */
function quickestMs(pattern: RegExp, text: string): number {
	let quickest = Infinity;
	for (let run = 0; run < RUNS && quickest > LIMIT_MS; run++) {
		quickest = Math.min(quickest, timeOf(pattern, text));
		if (quickest > HOPELESS_MS) break;
	}
	return quickest;
}

function timeOf(pattern: RegExp, text: string): number {
	const start = performance.now();
	text.replace(pattern, '');
	return performance.now() - start;
}

it('finds the patterns of the package', () => {
	expect(patterns.length).toBeGreaterThan(30);
});

it.each(
	patterns.map(({ file, literal, pattern }) => [`${file} ${literal}`, literal, pattern] as const),
)(
	'%s is quick for any text',
	(_, literal, pattern) => {
		const { length } = BOUNDED[literal] ?? { length: LENGTH };
		const { ms, text } = longestMs(pattern, length);
		expect({ text, isQuick: ms <= LIMIT_MS }).toEqual({ text, isQuick: true });
	},
	30_000,
);
