/**
 * Runs n8n's scanner on the packed tarball and on the sources, as n8n does when a package is submitted, but without
 * the download. Also checks the size of the tarball and prints its contents.
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
const MAX_TARBALL_BYTES = 100_000; // users download it with every install; the sources are much smaller
const SOURCES = ['package.json', 'nodes', 'credentials']; // SOURCE_FILE_PATTERNS matches nothing else

/** Runs a command in the package's folder and returns its output. Errors go to the terminal. */
const run = (command, args) =>
	execFileSync(command, args, {
		cwd: ROOT,
		encoding: 'utf8',
		stdio: ['ignore', 'pipe', 'inherit'],
		shell: process.platform === 'win32',
	});

/** Builds the package and packs it into `folder`. Returns npm's description of the tarball. */
function pack(folder) {
	run('npm', ['run', '--silent', 'build']);
	const [tarball] = JSON.parse(
		run('npm', ['pack', '--json', '--silent', '--pack-destination', folder]),
	);
	execFileSync('tar', ['-xzf', tarball.filename], { cwd: folder });
	return tarball;
}

/** Copies the sources without node_modules, so that only the package's own files are scanned. */
function copySources(folder) {
	mkdirSync(folder);
	for (const entry of SOURCES)
		cpSync(path.join(ROOT, entry), path.join(folder, entry), { recursive: true });
	return folder;
}

/** Reports files that users do not need, and a tarball that is too large. */
function tarballProblems({ size, files }) {
	const problems = [];
	if (size > MAX_TARBALL_BYTES)
		problems.push(`the tarball has ${size} bytes, which exceeds the limit of ${MAX_TARBALL_BYTES}`);
	const expected =
		/^(package\.json|README\.md|LICENSE|index\.js|dist\/(nodes|credentials)\/.+\.(js|svg|node\.json))$/;
	for (const { path: file } of files)
		if (!expected.test(file)) problems.push(`${file} should not be published`);
	return problems;
}

async function main(folder) {
	const tarball = pack(folder);
	console.log(`${tarball.filename}: ${tarball.size} bytes, ${tarball.files.length} files`);
	for (const file of tarball.files) console.log(`  ${String(file.size).padStart(7)}  ${file.path}`);

	const checks = {
		'tarball contents': { problems: tarballProblems(tarball) },
		"n8n's scanner, tarball": await analyzePackage(path.join(folder, 'package')),
		"n8n's scanner, sources": await analyzePackage(
			copySources(path.join(folder, 'sources')),
			SOURCE_FILE_PATTERNS,
		),
	};
	let failed = false;
	for (const [name, { problems, passed, message, details }] of Object.entries(checks)) {
		// a message with a success means that nothing was scanned
		const ok = problems ? problems.length === 0 : passed && !message;
		console.log(`${ok ? 'passed' : 'FAILED'}: ${name}`);
		if (!ok) console.log([message, details, ...(problems ?? [])].filter(Boolean).join('\n'));
		failed ||= !ok;
	}
	return failed ? 1 : 0;
}

const folder = mkdtempSync(path.join(os.tmpdir(), 'crun-scan-'));
try {
	process.exitCode = await main(folder);
} finally {
	rmSync(folder, { recursive: true, force: true });
}
