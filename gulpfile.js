'use strict';

/** Builds dist: clean → check → bundle → assets → verify. Run `npm run build`, or `npx gulp <task>` for one step. */
const { spawn } = require('node:child_process');
const { mkdir, readFile, rm, writeFile } = require('node:fs/promises');
const path = require('node:path');
const { build } = require('esbuild');
const { dest, series, src } = require('gulp');
const { format } = require('prettier');
const { transpileModule } = require('typescript');
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

/**
 * What the package must not bring along: n8n has it. One module imports zod for all others, because esbuild repeats an
 * import for every file, which would be 0.6 kB of the package.
 */
const external = ['n8n-workflow', 'zod'];
const zodOnce = {
	name: 'zod-once',
	setup({ onLoad, onResolve }) {
		onResolve({ filter: /^zod$/, namespace: 'file' }, () => ({ path: 'zod', namespace: 'once' }));
		onLoad({ filter: /^zod$/, namespace: 'once' }, () => ({
			contents: `import { z as zod } from 'zod'; export const z = zod;`,
		}));
	},
};

/** Comments are for who reads the sources: in the package they would be 4 kB. esbuild keeps some of them. */
const withoutComments = {
	name: 'without-comments',
	setup({ onLoad }) {
		onLoad({ filter: /\.ts$/ }, async ({ path: file }) => {
			const compilerOptions = { removeComments: true, target: 'ES2022', module: 'ESNext' };
			const source = await readFile(file, 'utf8');
			return { contents: transpileModule(source, { compilerOptions }).outputText, loader: 'js' };
		});
	},
};

/** The comment with the name of a file that esbuild writes before its code. */
const FILE_NAMES = /^\/\/ [\w./<>:-]+\n/gm;

/** Tabs and long lines: 1 kB less in the package than as TypeScript writes it. */
const layout = { parser: 'babel', useTabs: true, singleQuote: true, printWidth: 120 };

/** Bundles sources, readable as they are, and writes the files. Only ES modules can be split: CommonJS comes after. */
async function writeBundles(given) {
	const { outputFiles } = await build({
		bundle: true,
		external,
		plugins: [zodOnce, withoutComments],
		format: 'esm',
		platform: 'node',
		target: 'node20',
		tsconfig: path.join(__dirname, 'tsconfig.build.json'),
		absWorkingDir: __dirname,
		write: false,
		...given,
	});
	for (const { path: file, text } of outputFiles) {
		const compilerOptions = { target: 'ES2022', module: 'CommonJS' };
		const code = transpileModule(text.replace(FILE_NAMES, ''), { compilerOptions }).outputText;
		await mkdir(path.dirname(file), { recursive: true });
		await writeFile(file.replace(/stdin\.js$/, 'nodes.js'), await format(code, layout));
	}
}

/**
 * Bundles the nodes in three files, which are smaller than more than two hundred: `nodes.js` is what n8n loads when it
 * starts, `runtime.js` what the nodes load at their first call, and `shared.js` what both need.
 */
async function bundle() {
	const shipped = n8n.nodes.map((file) => path.relative('dist', file).replace(/\.js$/, ''));
	const contents = shipped.map((file) => `export * from './${file}';`).join('\n');
	await writeBundles({
		stdin: { contents, resolveDir: __dirname },
		entryPoints: [path.join('nodes', 'Crun', 'runtime.ts')],
		outdir: NODES,
		chunkNames: 'shared',
		splitting: true,
	});
	for (const file of shipped) {
		const name = path.basename(file, '.node');
		const entry = `'use strict';\n\nexports.${name} = require('./nodes.js').${name};\n`;
		await writeFile(path.join(DIST, `${file}.js`), entry);
	}
	const credentials = n8n.credentials.map((file) =>
		path.relative('dist', file).replace(/\.js$/, '.ts'),
	);
	await writeBundles({ entryPoints: credentials, outdir: DIST, outbase: __dirname });
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
