'use strict';

const { default: Sequencer } = require('@jest/test-sequencer');
const { readKnownTests } = require('./knownTests.cjs');

/**
 * Leaves out the test files without a test that covers the mutant, and runs the fastest ones first: most mutants are
 * killed by the first test.
 */
module.exports = class MutationSequencer extends Sequencer {
	constructor(options) {
		super(options);
		const { testNamePattern } = options.globalConfig;
		this.pattern = testNamePattern === undefined ? undefined : new RegExp(testNamePattern, 'i');
	}

	sort(files) {
		const { pattern } = this;
		if (!pattern) return files;
		const known = readKnownTests(files[0]?.context.config.rootDir ?? '');
		const timed = [];
		for (const file of files) {
			const tests = Object.entries(known[file.path] ?? {}).filter(([name]) => pattern.test(name));
			const ms = tests.reduce((sum, [, duration]) => sum + duration, 0);
			if (tests.length > 0) timed.push({ file, ms });
		}
		return timed.sort((one, other) => one.ms - other.ms).map(({ file }) => file);
	}
};
