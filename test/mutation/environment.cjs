'use strict';

const { LegacyFakeTimers, ModernFakeTimers } = require('@jest/fake-timers');
const { ModuleMocker } = require('jest-mock');
const { closeContexts, trackContexts } = require('./asyncContexts.cjs');
const { speedUp } = require('./fastClock.cjs');
const { addKnownTests } = require('./knownTests.cjs');

/** What jest-circus adds its event handlers to. They belong to one test file. */
const EVENT_HANDLERS = Symbol.for('EVENT_HANDLERS');

/** The mutant that was active last, and whether a test has failed since. */
let mutant;
let isKilled = false;

/**
 * Runs tests in the context of the process that runs jest, rather than in one of their own. So the modules of packages
 * that the process has loaded, n8n-core above all, are loaded once for all test files and all mutants (runtime.cjs).
 *
 * The first test that fails kills a mutant: the other tests are skipped (jest-circus.cjs).
 */
module.exports = class MutationEnvironment {
	constructor({ projectConfig }, { testPath }) {
		this.rootDir = projectConfig.rootDir;
		this.speed = projectConfig.testEnvironmentOptions.speed;
		this.testPath = testPath;
		this.tests = {};
		this.global = globalThis;
		Object.assign(globalThis, projectConfig.globals);
		this.moduleMocker = new ModuleMocker(globalThis);
		const timers = { config: projectConfig, global: globalThis };
		const timerConfig = { idToRef: (id) => id, refToId: (ref) => ref };
		const { moduleMocker } = this;
		this.fakeTimers = new LegacyFakeTimers({ ...timers, moduleMocker, timerConfig });
		this.fakeTimersModern = new ModernFakeTimers(timers);
		this.env = { ...process.env };
		this.process = { exit: process.exit, getBuiltinModule: process.getBuiltinModule };
		this.console = globalThis.console;
		if (mutant !== activeMutant()) isKilled = false;
		mutant = activeMutant();
		trackContexts();
	}

	async setup() {}

	async teardown() {
		if (mutant === undefined) addKnownTests(this.rootDir, this.testPath, this.tests);
		this.fakeTimers.dispose();
		this.fakeTimersModern.dispose();
		this.slowDown?.();
		closeContexts();
		delete globalThis[EVENT_HANDLERS];
		Object.assign(process, this.process);
		globalThis.console = this.console;
		for (const name of Object.keys(process.env)) if (!(name in this.env)) delete process.env[name];
		Object.assign(process.env, this.env);
		forgetDeduplicationTable();
	}

	exportConditions() {
		return ['node', 'node-addons'];
	}

	/** There is no context: the runtime compiles for that of the process. */
	getVmContext() {
		return null;
	}

	isMutantKilled() {
		return isKilled;
	}

	handleTestEvent({ name, test }) {
		if (name === 'setup') this.slowDown = speedUp(this.speed); // jest-circus has its timers by now
		if (name === 'test_done') {
			this.tests[nameOf(test)] = test.duration;
			isKilled ||= mutant !== undefined && test.errors.length > 0;
		}
		if (name === 'test_start' && isKilled) test.mode = 'skip';
	}
};

/** The ID of the mutant that this process runs the tests for; undefined in the dry run. */
function activeMutant() {
	return process.env.__STRYKER_ACTIVE_MUTANT__;
}

/** As Stryker names it, and jest: the names of the surrounding blocks and of the test. */
function nameOf({ name, parent }) {
	return parent ? `${nameOf(parent)} ${name}`.trimStart() : '';
}

/** n8n-core takes one table in the life of a process. Each test file brings its own. */
function forgetDeduplicationTable() {
	const loaded = require.cache[require.resolve('n8n-core')];
	if (loaded) loaded.exports.DataDeduplicationService.instance = undefined;
}
