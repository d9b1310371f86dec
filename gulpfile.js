'use strict';

/** Builds dist: clean → check → bundle → assets → verify. Run `npm run build`, or `npx gulp <task>` for one step. */
const { spawn } = require('node:child_process');
const { readFile, rm, writeFile } = require('node:fs/promises');
const path = require('node:path');
const { build } = require('esbuild');
const { dest, series, src } = require('gulp');
const { n8n } = require('./package.json');

const DIST = path.join(__dirname, 'dist');
const NODES = path.join(DIST, 'nodes', 'Crun');

/** Removes dist, so that files deleted from the sources do not stay in the package. */
async function clean() {
	await rm(DIST, { recursive: true, force: true });
}

/** Checks the types, which the bundler only removes. */
function check() {
	const tsc = require.resolve('typescript/bin/tsc');
	return spawn(process.execPath, [tsc, '--project', 'tsconfig.build.json', '--pretty'], {
		cwd: __dirname,
		stdio: 'inherit',
	});
}

/** What the package must not bring along: n8n has it. */
const external = ['n8n-workflow', 'zod'];
const options = {
	bundle: true,
	external,
	format: 'cjs',
	platform: 'node',
	target: 'node20',
	tsconfig: path.join(__dirname, 'tsconfig.build.json'),
	absWorkingDir: __dirname,
};

/** The bundler names each file before its code, which would be 1.5 kB of the package. */
const FILE_NAMES = /^\/\/ [\w./<>-]+\n/gm;

/**
 * Bundles the sources, readable as they are. Both nodes share one file, which is smaller than almost two hundred, and
 * holds once what the nodes have in common.
 */
async function bundle() {
	const outfile = path.join(NODES, 'bundle.js');
	const shipped = n8n.nodes.map((file) => path.relative('dist', file).replace(/\.js$/, ''));
	const contents = shipped.map((file) => `export * from './${file}';`).join('\n');
	await build({
		...options,
		stdin: { contents, resolveDir: __dirname },
		outfile,
	});
	await writeFile(outfile, (await readFile(outfile, 'utf8')).replace(FILE_NAMES, ''));
	for (const file of shipped) {
		const name = path.basename(file, '.node');
		const entry = `'use strict';\n\nexports.${name} = require('./bundle.js').${name};\n`;
		await writeFile(path.join(DIST, `${file}.js`), entry);
	}
	const credentials = n8n.credentials.map((file) =>
		path.relative('dist', file).replace(/\.js$/, '.ts'),
	);
	await build({ ...options, entryPoints: credentials, outdir: DIST, outbase: __dirname });
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
exports.check = check;
exports.bundle = bundle;
exports.assets = assets;
exports.verify = verify;
exports.default = series(clean, check, bundle, assets, verify);
