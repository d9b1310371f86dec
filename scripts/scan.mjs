/**
 * n8n's own scanner over what would be published: the packed tarball and the sources, as n8n does it when a package is
 * submitted, only without the download. Also holds the tarball to its size and prints what is in it.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {
	analyzePackage,
	SOURCE_FILE_PATTERNS,
} from '@n8n/scan-community-package/scanner/scanner.mjs';

const ROOT = path.dirname(import.meta.dirname);
const MAX_TARBALL_BYTES = 100_000; // users download it on every install; the sources are a fraction of this
const SOURCES = ['package.json', 'nodes', 'credentials']; // SOURCE_FILE_PATTERNS looks at nothing else

/** Runs a command in the package's folder and gives back what it printed; its errors go to the terminal. */
const run = (command, args) =>
	execFileSync(command, args, {
		cwd: ROOT,
		encoding: 'utf8',
		stdio: ['ignore', 'pipe', 'inherit'],
		shell: process.platform === 'win32',
	});

/** Builds and packs into `folder`; gives back npm's description of the tarball. */
function pack(folder) {
	run('npm', ['run', '--silent', 'build']);
	const [tarball] = JSON.parse(
		run('npm', ['pack', '--json', '--silent', '--pack-destination', folder]),
	);
	execFileSync('tar', ['-xzf', tarball.filename], { cwd: folder });
	return tarball;
}

/** A copy of the sources without node_modules, so nothing but our own files is looked at. */
function copySources(folder) {
	mkdirSync(folder);
	for (const entry of SOURCES)
		cpSync(path.join(ROOT, entry), path.join(folder, entry), { recursive: true });
	return folder;
}

/** What is in the tarball that users do not need, or too much of it. */
function tarballProblems({ size, files }) {
	const problems = [];
	if (size > MAX_TARBALL_BYTES)
		problems.push(`the tarball has ${size} bytes, more than ${MAX_TARBALL_BYTES}`);
	const expected =
		/^(package\.json|README\.md|LICENSE|index\.js|dist\/(nodes|credentials)\/.+\.(js|svg|node\.json))$/;
	for (const { path: file } of files)
		if (!expected.test(file)) problems.push(`${file} is not for users`);
	return problems;
}

async function main(folder) {
	const tarball = pack(folder);
	console.log(`${tarball.filename}: ${tarball.size} bytes, ${tarball.files.length} files`);
	for (const file of tarball.files) console.log(`  ${String(file.size).padStart(7)}  ${file.path}`);

	const legs = {
		'tarball contents': { problems: tarballProblems(tarball) },
		"n8n's scanner, tarball": await analyzePackage(path.join(folder, 'package')),
		"n8n's scanner, sources": await analyzePackage(
			copySources(path.join(folder, 'sources')),
			SOURCE_FILE_PATTERNS,
		),
	};
	let failed = false;
	for (const [leg, { problems, passed, message, details }] of Object.entries(legs)) {
		const good = problems ? problems.length === 0 : passed && !message; // a message on success means nothing was looked at
		console.log(`${good ? 'passed' : 'FAILED'}: ${leg}`);
		if (!good) console.log([message, details, ...(problems ?? [])].filter(Boolean).join('\n'));
		failed ||= !good;
	}
	return failed ? 1 : 0;
}

const folder = mkdtempSync(path.join(os.tmpdir(), 'crun-scan-'));
try {
	process.exitCode = await main(folder);
} finally {
	rmSync(folder, { recursive: true, force: true });
}
