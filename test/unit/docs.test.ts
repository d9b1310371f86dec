import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');
const DOCUMENTS = [
	'README.md',
	'CONTRIBUTING.md',
	'SECURITY.md',
	'docs/architecture.md',
	'docs/billing-safety.md',
	'docs/mutation-survivors.md',
	'docs/operations.md',
	'docs/troubleshooting.md',
	'docs/waiting.md',
	'examples/README.md',
];

/** Paths of this repository that a document names in backticks, such as `nodes/Crun/Crun.node.ts`. */
function pathsIn(document: string): string[] {
	const text = readFileSync(join(ROOT, document), 'utf8');
	const quoted = [...text.matchAll(/`([^`\s]+)`/g)].map(([, path = '']) => path);
	return quoted.filter(
		(path) =>
			/^(nodes|credentials|test|dev|demo|bench|contact|scripts|docs)\//.test(path) &&
			!/[*{…]/.test(path),
	);
}

/** The stages in bold in the numbered list of a document: "1. `creation/read.ts`: **read** …". */
function stagesIn(document: string): string[] {
	const text = readFileSync(join(ROOT, document), 'utf8');
	return [...text.matchAll(/^\d+\. `\S*creation\/(\w+)\.ts`: [^*\n]*\*\*(\w+)\*\*/gm)].map(
		([, file = '', stage = '']) => {
			expect(file).toBe(stage);
			return stage;
		},
	);
}

describe.each(DOCUMENTS)('%s', (document) => {
	it('names only files and folders that exist', () => {
		expect(pathsIn(document).filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
	});
});

it('docs/architecture.md lists the stages of a creation in the order in which the code calls them', () => {
	const code = readFileSync(join(ROOT, 'nodes/Crun/actions/task/creation/index.ts'), 'utf8');
	const imports = [...code.matchAll(/import \{ ([^}]*) \} from '\.\/(\w+)';/g)];
	const stageOf = new Map(
		imports.flatMap(([, names = '', file = '']) => names.split(', ').map((name) => [name, file])),
	);
	const body = code.slice(code.indexOf('async execute'));
	const called = [...body.matchAll(/\b(\w+)\(run\b|\b(readItems)\(/g)];
	const order = called.flatMap(([, name = '', read = '']) => stageOf.get(name || read) ?? []);
	expect(order.filter((file) => file !== 'dryRun' && file !== 'sample')).toEqual(
		stagesIn('docs/architecture.md'),
	);
});
