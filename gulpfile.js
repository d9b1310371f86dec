'use strict';

/** Builds dist: clean → compile → assets → verify. Run `npm run build`, or `npx gulp <task>` for one step. */
const { spawn } = require('node:child_process');
const { rm } = require('node:fs/promises');
const path = require('node:path');
const { dest, series, src } = require('gulp');

const DIST = path.join(__dirname, 'dist');

/** Removes dist, so that files deleted from the sources do not stay in the package. */
async function clean() {
	await rm(DIST, { recursive: true, force: true });
}

/** Compiles the sources with the project's TypeScript. */
function compile() {
	const tsc = require.resolve('typescript/bin/tsc');
	return spawn(process.execPath, [tsc, '--project', 'tsconfig.build.json', '--pretty'], {
		cwd: __dirname,
		stdio: 'inherit',
	});
}

/** Copies the icons and codex files that n8n reads. `encoding: false` leaves the bytes unchanged. */
function assets() {
	return src(['{nodes,credentials}/**/*.{svg,png}', 'nodes/**/*.node.json'], {
		base: '.',
		cwd: __dirname,
		encoding: false,
	}).pipe(dest(DIST));
}

/** Fails unless everything that package.json lists is in dist and loads; see scripts/verify-dist.js. */
async function verify() {
	const problems = require('./scripts/verify-dist.js').verifyDist(__dirname);
	if (problems.length > 0) {
		throw new Error(`dist does not match package.json:\n  - ${problems.join('\n  - ')}`);
	}
}

exports.clean = clean;
exports.compile = compile;
exports.assets = assets;
exports.verify = verify;
exports.default = series(clean, compile, assets, verify);
