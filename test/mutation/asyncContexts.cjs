'use strict';

const hooks = require('node:async_hooks');

const { AsyncLocalStorage } = hooks;

/** Those of the test file that is running; null between test files, and while a package is loaded. */
let opened = null;

/**
 * jest-circus opens a storage for each test file, and never closes it. Each open one makes every promise of this
 * process slower.
 */
hooks.AsyncLocalStorage = class extends AsyncLocalStorage {
	constructor(...parameters) {
		super(...parameters);
		opened?.add(this);
	}
};

function trackContexts() {
	opened = new Set();
}

function closeContexts() {
	for (const storage of opened ?? []) storage.disable();
	opened = null;
}

/** Loads what outlives the test file. */
function withoutTracking(load) {
	const tracked = opened;
	opened = null;
	try {
		return load();
	} finally {
		opened = tracked;
	}
}

module.exports = { closeContexts, trackContexts, withoutTracking };
