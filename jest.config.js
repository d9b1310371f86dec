'use strict';

/** Type-stripping only: `npm run typecheck` is what checks types. */
const transform = {
	'^.+\\.ts$': [
		'@swc/jest',
		{
			jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
			module: { type: 'commonjs' },
			sourceMaps: 'inline',
		},
	],
};

/** One folder of tests: its own project, so `--selectProjects` can leave out what needs more than this machine. */
const project = (name) => ({
	displayName: name,
	rootDir: __dirname,
	roots: ['<rootDir>/test'],
	testMatch: [`<rootDir>/test/${name}/**/*.test.ts`],
	testEnvironment: 'node',
	transform,
});

const SLOW = '\\.slow\\.test\\.ts$';

/** @type {import('jest').Config} */
module.exports = {
	maxWorkers: '100%', // the tests wait for a server more than they compute
	testTimeout: 15_000, // a busy machine is slow, which is no failure
	projects: [
		project('unit'),
		{ ...project('integration'), testPathIgnorePatterns: [SLOW] },
		// Faults that take their time, such as an answer that hangs: apart, so that `npm test` stays quick.
		{
			...project('integration'),
			displayName: 'slow',
			testMatch: ['<rootDir>/test/integration/**/*.slow.test.ts'],
		},
		// A real n8n takes its time to start: these tests set their own timeouts by jest.setTimeout().
		{
			...project('e2e'),
			globalSetup: '<rootDir>/test/e2e/support/globalSetup.ts',
			globalTeardown: '<rootDir>/test/e2e/support/globalTeardown.ts',
		},
	],
};
