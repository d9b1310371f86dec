/**
 * Mutation tests of the domain: `npm run test:mutation`. For a part of it:
 * `npm run test:mutation -- --mutate 'nodes/Crun/crun/callback.ts'`.
 * @type {import('@stryker-mutator/api/core').PartialStrykerOptions}
 */
export default {
	mutate: ['nodes/Crun/crun/**/*.ts'],
	testRunner: 'jest',
	jest: { projectType: 'custom', configFile: 'stryker.jest.config.cjs' },
	coverageAnalysis: 'perTest',
	thresholds: { high: 95, low: 90, break: 90 },
	concurrency: 1,
	// A mutant in code that runs once, while a module loads, costs a run of every related test: an hour for all of them.
	ignoreStatic: process.env.STATIC_MUTANTS !== 'true',
	ignorePatterns: ['bench', 'demo', 'dist', 'docs', 'examples', 'reports', '*.tgz'],
	tempDirName: 'reports/sandbox',
	incremental: true,
	incrementalFile: 'reports/mutation/incremental.json',
	reporters: ['clear-text', 'html', 'json', 'progress-append-only'],
	clearTextReporter: { logTests: false, reportTests: false, reportMutants: false },
	htmlReporter: { fileName: 'reports/mutation/index.html' },
	jsonReporter: { fileName: 'reports/mutation/mutation.json' },
};
