/**
 * `npm run demo`: brings the clone's packages up to date, then starts demo.ts. Node's own modules only, because on a
 * fresh clone there are no others yet.
 */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** True when node_modules holds every package of package-lock.json in its version. */
function isInstalled() {
	const wanted = packagesIn('package-lock.json');
	const present = packagesIn(join('node_modules', '.package-lock.json'));
	return Object.entries(wanted).every(
		([path, { version, optional }]) =>
			path === '' || optional || present[path]?.version === version,
	);
}

function packagesIn(lockFile) {
	try {
		return JSON.parse(readFileSync(join(root, lockFile), 'utf8')).packages;
	} catch {
		return {}; // never installed
	}
}

/** Runs a program in the foreground and gives its exit code. */
function run(file, args) {
	return new Promise((resolve, reject) => {
		const child = spawn(file, args, {
			cwd: root,
			stdio: 'inherit',
			shell: file === 'npm' && process.platform === 'win32',
		});
		const pass = (signal) => child.kill(signal);
		// Ctrl+C reaches the child by itself too; this process only has to stay until the child has tidied up.
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
		console.log('Installing the packages of package-lock.json …');
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
