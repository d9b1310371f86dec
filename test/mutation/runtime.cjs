'use strict';

const { createRequire, isBuiltin } = require('node:module');
const { compileFunction } = require('node:vm');
const { default: Runtime } = require('jest-runtime');
const { withoutTracking } = require('./asyncContexts.cjs');

/** Modules of packages, and of Node.js. */
const isBare = (name) => isBuiltin(name) || !/^(\.|\/)/.test(name);

/** Those that jest provides itself. */
const isOfJest = (name) => ['@jest/globals', '@jest/expect', 'expect'].includes(name);

/** By path: the code of modules, and what it was compiled to. No file changes while Stryker runs. */
const transformed = new Map();
const compiled = new Map();

function remember(map, key, make) {
	const known = map.get(key) ?? make();
	map.set(key, known);
	return known;
}

/**
 * Loads packages with the `require` of the process, so that they are loaded once for all files and all mutants, except
 * those that a test file mocks. The modules in nodes/, dev/, and test/ are compiled once, and run again for each test
 * file.
 */
module.exports = class MutationRuntime extends Runtime {
	constructor(...parameters) {
		super(...parameters);
		this.mocked = new Set();
		const { executor, transformCache } = this;
		const transform = transformCache.transform.bind(transformCache);
		transformCache.transform = (path, options) =>
			remember(transformed, path, () => transform(path, options));
		executor.compile = (source, path) =>
			remember(compiled, path, () =>
				compileFunction(source, executor.injectedModuleParameters, { filename: path }),
			);
	}

	setMock(from, name, ...rest) {
		this.mocked.add(name);
		super.setMock(from, name, ...rest);
	}

	requireModuleOrMock(from, name) {
		if (!isBare(name) || isOfJest(name) || this.mocked.has(name))
			return super.requireModuleOrMock(from, name);
		return withoutTracking(() => createRequire(from)(name));
	}
};
