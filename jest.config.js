'use strict';

/** Only strips types: `npm run typecheck` checks them. */
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

/** One project per folder of tests, for `--selectProjects`. */
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
	maxWorkers: '100%', // the tests spend most of their time waiting for a server
	workerIdleMemoryLimit: '1500MB', // each test file loads n8n-core, and processes that grow to 4 GB are slow
	testTimeout: 15_000, // a busy machine should not fail tests
	projects: [
		project('unit'),
		{ ...project('integration'), testPathIgnorePatterns: [SLOW] },
		// Tests of slow faults, such as an answer that never comes, are separate so that `npm test` stays fast.
		{
			...project('integration'),
			displayName: 'slow',
			testMatch: ['<rootDir>/test/integration/**/*.slow.test.ts'],
		},
		// A real n8n starts slowly: these tests set their own timeouts with jest.setTimeout().
		{
			...project('e2e'),
			globalSetup: '<rootDir>/test/e2e/support/globalSetup.ts',
			globalTeardown: '<rootDir>/test/e2e/support/globalTeardown.ts',
		},
		// n8n in queue mode, with PostgreSQL and Redis.
		{
			...project('queue'),
			globalSetup: '<rootDir>/test/queue/support/globalSetup.ts',
			globalTeardown: '<rootDir>/test/queue/support/globalTeardown.ts',
		},
		// n8n's editor in Chromium. Makes the pictures of the documentation.
		{
			...project('editor'),
			globalSetup: '<rootDir>/test/editor/support/globalSetup.ts',
			globalTeardown: '<rootDir>/test/e2e/support/globalTeardown.ts',
		},
	],
};
