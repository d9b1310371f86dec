/**
 * `npm run demo`: installs the packages if they are missing or outdated, then starts demo.ts. Uses only Node's
 * built-in modules, because a fresh clone has no others.
 */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** True if node_modules contains every package in the version that package-lock.json specifies. */
function isInstalled() {
	const expected = packagesIn('package-lock.json');
	const installed = packagesIn(join('node_modules', '.package-lock.json'));
	return Object.entries(expected).every(
		([path, { version, optional }]) =>
			path === '' || optional || installed[path]?.version === version,
	);
}

function packagesIn(lockFile) {
	try {
		return JSON.parse(readFileSync(join(root, lockFile), 'utf8')).packages;
	} catch {
		return {}; // nothing is installed yet
	}
}

/** Runs a program in the foreground. @returns its exit code */
function run(file, args) {
	return new Promise((resolve, reject) => {
		const child = spawn(file, args, {
			cwd: root,
			stdio: 'inherit',
			shell: file === 'npm' && process.platform === 'win32',
		});
		const pass = (signal) => child.kill(signal);
		// Ctrl+C reaches the child directly too; this process only has to wait until the child has cleaned up.
		for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, pass);
		child.once('error', reject);
		child.once('exit', (code) => {
			for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.off(signal, pass);
			resolve(code ?? 1);
		});
	});
}

function npmCi() {
	const outer = process.env.npm_execpath ?? '';
	const args = ['ci', '--no-audit', '--no-fund'];
	return basename(outer) === 'npm-cli.js'
		? run(process.execPath, [outer, ...args])
		: run('npm', args);
}

async function main() {
	if (!isInstalled()) {
		console.log('Installing packages from package-lock.json …');
		const code = await npmCi();
		if (code !== 0) return code;
	}
	return await run(process.execPath, [
		'--import',
		'tsx',
		join('demo', 'demo.ts'),
		...process.argv.slice(2),
	]);
}

process.exitCode = await main();
