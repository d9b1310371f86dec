'use strict';

const promises = require('node:timers/promises');
const { promisify } = require('node:util');

let isFast = false;

/**
 * Makes time run faster for everything in this process, once: a test that waits a second takes a fraction of one.
 * @param speed seconds on the clock for each second of real time
 */
function speedUp(speed) {
	if (isFast) return;
	isFast = true;
	const { setTimeout, setInterval } = globalThis;
	const now = performance.now.bind(performance);
	const timeout = AbortSignal.timeout.bind(AbortSignal);
	const sleep = promises.setTimeout;
	const real = (ms) => (ms > 0 ? Math.ceil(ms / speed) : ms);
	globalThis.setTimeout = (run, ms, ...rest) => setTimeout(run, real(ms), ...rest);
	Object.defineProperty(globalThis.setTimeout, promisify.custom, {
		value: (ms, ...rest) => sleep(real(ms), ...rest),
	});
	globalThis.setInterval = (run, ms, ...rest) => setInterval(run, real(ms), ...rest);
	performance.now = () => now() * speed;
	AbortSignal.timeout = (ms) => timeout(real(ms));
	promises.setTimeout = (ms, ...rest) => sleep(real(ms), ...rest);
}

module.exports = { speedUp };
