'use strict';

const { createRequire, isBuiltin } = require('node:module');
const { compileFunction } = require('node:vm');
const { default: Runtime } = require('jest-runtime');

/** Modules of packages, and of Node.js. */
const isBare = (name) => isBuiltin(name) || !/^(\.|\/)/.test(name);

/** Those that jest provides itself. */
const isOfJest = (name) => ['@jest/globals', '@jest/expect', 'expect'].includes(name);

/** The functions that modules were compiled to, by path. Each test file calls them again. */
const compiled = new Map();

function compile(source, filename, parameters) {
	const known = compiled.get(filename);
	if (known?.source === source) return known.run;
	const run = compileFunction(source, parameters, { filename });
	compiled.set(filename, { source, run });
	return run;
}

/**
 * Loads packages with the `require` of the process, so that they are loaded once for all test files and all mutants.
 * The package's own modules, in nodes/, dev/, and test/, are loaded for each test file.
 */
module.exports = class MutationRuntime extends Runtime {
	constructor(...parameters) {
		super(...parameters);
		this.executor.compile = (source, filename) =>
			compile(source, filename, this.executor.injectedModuleParameters);
	}

	requireModuleOrMock(from, name) {
		if (!isBare(name) || isOfJest(name)) return super.requireModuleOrMock(from, name);
		return createRequire(from)(name);
	}
};
