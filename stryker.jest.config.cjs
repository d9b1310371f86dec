'use strict';

const { projects } = require('./jest.config.js');

const { displayName: _name, ...unit } = projects.find(({ displayName }) => displayName === 'unit');

/** Tests that say nothing about the mutated code, or not the same thing every time. */
const OTHER_TESTS = [
	'/unit/properties/', // random: a mutant that they kill once may survive the next run
	'/unit/simulator-', // about dev/simulator/
	'/unit/(answer|budget|emittedHere|inFlight|pool|stream)\\.test\\.ts$', // about other folders
	'/unit/(suspendedExecutions|unsignedCalls)\\.test\\.ts$',
	// About files of the repository, which a sandbox lacks.
	'/unit/(docs|gallery|lineLength|loading|package|patterns|pictures)\\.test\\.ts$',
];

/** Tests run faster, mutant after mutant: packages are loaded once, and the first test that fails ends the run. */
const inOneProcess = {
	testTimeout: 15_000,
	testEnvironment: require.resolve('./test/mutation/environment.cjs'),
	testRunner: require.resolve('./test/mutation/jest-circus.cjs'),
	testSequencer: require.resolve('./test/mutation/sequencer.cjs'),
	runtime: require.resolve('./test/mutation/runtime.cjs'),
};

/** The unit tests, for the domain. */
const domain = {
	...unit,
	...inOneProcess,
	testEnvironmentOptions: { speed: 1 },
	testPathIgnorePatterns: OTHER_TESTS,
};

/**
 * The tests of a folder, without random ones, and without those that other ones make superfluous. There is a reason to
 * be brief: a mutant that survives takes a run of all tests that reach it.
 */
const TESTS = {
	ledger: [
		'unit/(budget|inFlight)',
		'integration/waiting/(changingExpressions|crash|crashedN8n|interrupted|retriesOfRetries|retryOnFail|texts)',
		'integration/waiting/(ledger|ledgerOverRetries|ledgerRules|ledgerStored|ledgerTool)',
		'integration/waiting/simultaneousCalls',
		'integration/prices/(agentLimit|agentLimitReturned|keepAtLeast|retry|runLimit)',
		'integration/task/firstRun',
		'integration/asset/(registerFiles|retry|retryLookUp)',
	],
	wait: [
		'integration/waiting/(badChecks|callAfterSuspending|lostCallback|pollRounds|suspend|suspendOrNot)',
		'integration/waiting/(suspendStatusChecks|texts|turns)',
		'unit/(experience|takeTurns)',
		'integration/asset/(registerFiles|retryLookUp|reviewRefused|reviewRounds)',
	],
	callbacks: [
		'unit/(emittedHere|suspendedExecutions|unsignedCalls)',
		'integration/trigger/(confirmTask|copies|copiesTable|emission|leakedUrl|replies|reportedModel|signature)',
		'integration/trigger/(reference|unanswered|unreachable|unsignedRefused)',
		'integration/task/reference',
		'integration/waiting/(checkTasks|numericIds)',
		'integration/waiting/suspend(Address|Download|LookUps|Replies|StatusChecks|Trust|)',
	],
};

/** How fast the clock of these tests runs. */
const SPEED = 5;

/** Tests of one folder, most of them in n8n-core. */
const flows = (paths) => ({
	...unit,
	...inOneProcess,
	testMatch: undefined,
	testRegex: paths.map((path) => `/test/${path}\\.test\\.ts$`),
	testEnvironmentOptions: { speed: SPEED },
});

const tests = TESTS[process.env.MUTATION_FOLDER];

/**
 * The tests that Stryker runs. It runs one jest project only.
 * @type {import('jest').Config}
 */
module.exports = tests ? flows(tests) : domain;
