'use strict';

const { existsSync, mkdirSync, readFileSync, writeFileSync } = require('node:fs');
const { dirname, join } = require('node:path');

/** In the copy of the code that Stryker runs, which Stryker deletes in the end. */
const fileIn = (rootDir) => join(rootDir, 'reports', 'known-tests.json');

/** @returns by the path of a test file, the name of each test and how long it took, in milliseconds */
function readKnownTests(rootDir) {
	const file = fileIn(rootDir);
	return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
}

function addKnownTests(rootDir, path, tests) {
	const all = { ...readKnownTests(rootDir), [path]: tests };
	mkdirSync(dirname(fileIn(rootDir)), { recursive: true });
	writeFileSync(fileIn(rootDir), JSON.stringify(all));
}

module.exports = { addKnownTests, readKnownTests };
