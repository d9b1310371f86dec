'use strict';

/** Type-stripping only: `npm run typecheck` is what checks types. */
const transform = {
	'^.+\\.ts$': [
		'@swc/jest',
		{ jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' }, sourceMaps: 'inline' },
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

/** @type {import('jest').Config} */
module.exports = {
	projects: [
		project('unit'),
		project('integration'),
		// A real n8n takes its time to start: these tests set their own timeouts by jest.setTimeout().
		{
			...project('e2e'),
			globalSetup: '<rootDir>/test/e2e/support/globalSetup.ts',
			globalTeardown: '<rootDir>/test/e2e/support/globalTeardown.ts',
		},
	],
};
