'use strict';

const { projects } = require('./jest.config.js');

const unit = projects.find(({ displayName }) => displayName === 'unit');
const { displayName: _name, ...settings } = unit;

/**
 * The unit tests, for Stryker, which runs a single jest project.
 * @type {import('jest').Config}
 */
module.exports = {
	...settings,
	roots: ['<rootDir>/test', '<rootDir>/nodes'], // nodes, so that jest knows which tests a file is related to
	testPathIgnorePatterns: [
		'/unit/properties/', // random, so a mutant that they kill once may survive the next run
		'/unit/simulator-', // about dev/simulator/
		'/unit/(docs|lineLength|package|patterns)\\.test\\.ts$', // about files of the repository, which a sandbox lacks
	],
};
