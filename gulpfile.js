'use strict';

/** Builds dist: clean → compile → assets → verify. Run by `npm run build`, or `npx gulp <task>` for one step. */
const { spawn } = require('node:child_process');
const { rm } = require('node:fs/promises');
const path = require('node:path');
const { dest, series, src } = require('gulp');

const DIST = path.join(__dirname, 'dist');

/** Removes dist, so a file deleted from the sources cannot live on in the package. */
async function clean() {
	await rm(DIST, { recursive: true, force: true });
}

/** Compiles the sources with the project's own TypeScript. */
function compile() {
	const tsc = require.resolve('typescript/bin/tsc');
	return spawn(process.execPath, [tsc, '--project', 'tsconfig.build.json', '--pretty'], {
		cwd: __dirname,
		stdio: 'inherit',
	});
}

/** Copies what n8n reads beside the compiled classes: icons and codex files. `encoding: false` keeps bytes as they are. */
function assets() {
	return src(['{nodes,credentials}/**/*.{svg,png}', 'nodes/**/*.node.json'], {
		base: '.',
		cwd: __dirname,
		encoding: false,
	}).pipe(dest(DIST));
}

/** Fails unless everything package.json promises is in dist and works; see scripts/verify-dist.js. */
async function verify() {
	const problems = require('./scripts/verify-dist.js').verifyDist(__dirname);
	if (problems.length > 0) {
		throw new Error(`dist is not what package.json promises:\n  - ${problems.join('\n  - ')}`);
	}
}

exports.clean = clean;
exports.compile = compile;
exports.assets = assets;
exports.verify = verify;
exports.default = series(clean, compile, assets, verify);
