'use strict';

const { createEmptyTestResult } = require('@jest/test-result');
const { default: run } = require('jest-circus/runner');

/** Runs a test file, unless a test in another one has killed the mutant. Stryker requires this name. */
module.exports = async (globalConfig, config, environment, ...rest) =>
	environment.isMutantKilled()
		? createEmptyTestResult()
		: await run(globalConfig, config, environment, ...rest);
