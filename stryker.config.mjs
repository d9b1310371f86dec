/** A folder that integration tests cover. The default is the domain, which unit tests cover. */
const folder = process.env.MUTATION_FOLDER ?? 'crun';
const REPORTS = `reports/mutation/${folder}`;

/**
 * Mutation tests of the domain, `nodes/Crun/crun/`, by the unit tests: `npm run test:mutation`. CONTRIBUTING.md shows
 * how to run them for a part of it, and for other folders.
 *
 * All mutators are on. Texts that a user reads are behavior: tests state them in full.
 * @type {import('@stryker-mutator/api/core').PartialStrykerOptions}
 */
export default {
	mutate: [`nodes/Crun/${folder}/**/*.ts`],
	testRunner: 'jest',
	jest: {
		projectType: 'custom',
		configFile: 'stryker.jest.config.cjs',
		enableFindRelatedTests: false, // test/mutation/sequencer.cjs knows which tests cover a mutant
	},
	dryRunTimeoutMinutes: 20,
	coverageAnalysis: 'perTest',
	// A mutant in code that runs once, while a module loads, takes a run of every related test, and all of them an hour.
	ignoreStatic: process.env.STATIC_MUTANTS !== 'true',
	thresholds: { high: 95, low: 90, break: 90 },
	concurrency: Number(process.env.MUTATION_CONCURRENCY ?? 2),
	ignorePatterns: ['bench', 'contact', 'demo', 'dist', 'docs', 'examples', 'reports', '*.tgz'],
	tempDirName: 'reports/sandbox',
	incremental: true,
	incrementalFile: `${REPORTS}/incremental.json`,
	reporters: ['clear-text', 'html', 'json', 'progress-append-only'],
	clearTextReporter: { logTests: false, reportTests: false },
	htmlReporter: { fileName: `${REPORTS}/index.html` },
	jsonReporter: { fileName: `${REPORTS}/mutation.json` },
};
