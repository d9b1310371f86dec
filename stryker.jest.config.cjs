'use strict';

const { projects } = require('./jest.config.js');

const { displayName: _name, ...unit } = projects.find(({ displayName }) => displayName === 'unit');

/** Tests that say nothing about the mutated code, or not the same thing every time. */
const OTHER_TESTS = [
	'/unit/properties/', // random: a mutant that they kill once may survive the next run
	'/unit/simulator-', // about dev/simulator/
	'/unit/(docs|lineLength|package|patterns)\\.test\\.ts$', // about files of the repository, which a sandbox lacks
	'\\.slow\\.test\\.ts$',
];

/** With `MUTATION_TESTS=flows`, the integration tests of what pays, waits, and starts workflows. */
const isFlows = process.env.MUTATION_TESTS === 'flows';
const FLOWS = ['integration/(waiting|trigger|prices)/.*'];

/**
 * The tests that Stryker runs. It runs one jest project only.
 * @type {import('jest').Config}
 */
module.exports = {
	...unit,
	roots: ['<rootDir>/test', '<rootDir>/nodes'], // nodes, so that jest knows which tests a file is related to
	...(isFlows && {
		testMatch: undefined,
		testRegex: FLOWS.map((path) => `/test/${path}\\.test\\.ts$`),
	}),
	testPathIgnorePatterns: [
		...OTHER_TESTS,
		...(isFlows ? [] : ['/unit/(answer|pool|stream)\\.test\\.ts$']), // about other folders
	],
};
