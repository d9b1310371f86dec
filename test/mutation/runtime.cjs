'use strict';

const { createRequire, isBuiltin } = require('node:module');
const { compileFunction } = require('node:vm');
const { default: Runtime } = require('jest-runtime');

/** Modules of packages, and of Node.js. */
const isBare = (name) => isBuiltin(name) || !/^(\.|\/)/.test(name);

/** Those that jest provides itself. */
const isOfJest = (name) => ['@jest/globals', '@jest/expect', 'expect'].includes(name);

/**
 * Loads packages with the `require` of the process, so that they are loaded once for all test files and all mutants.
 * The package's own modules, in nodes/, dev/, and test/, are loaded for each test file.
 */
module.exports = class MutationRuntime extends Runtime {
	constructor(...parameters) {
		super(...parameters);
		const { executor } = this;
		executor.compile = (source, filename) =>
			compileFunction(source, executor.injectedModuleParameters, { filename });
	}

	requireModuleOrMock(from, name) {
		if (!isBare(name) || isOfJest(name)) return super.requireModuleOrMock(from, name);
		return createRequire(from)(name);
	}
};
