'use strict';

const { createEmptyTestResult } = require('@jest/test-result');
const { default: run } = require('jest-circus/runner');

/** jest takes a file without tests for an error. */
const SKIPPED_TEST = {
	ancestorTitles: [],
	failureDetails: [],
	failureMessages: [],
	fullName: '',
	numPassingAsserts: 0,
	status: 'pending',
	title: '',
};
const skipped = () => ({
	...createEmptyTestResult(),
	numPendingTests: 1,
	testResults: [SKIPPED_TEST],
});

/** Runs a test file, unless a test in another one has killed the mutant. Stryker requires this name. */
module.exports = async (globalConfig, config, environment, ...rest) =>
	environment.isMutantKilled() ? skipped() : await run(globalConfig, config, environment, ...rest);
