'use strict';

const promises = require('node:timers/promises');
const { promisify } = require('node:util');

/**
 * Makes time run faster for everything in this process: what waits a second takes a fraction of one.
 * @param speed seconds on the clock for each second of real time
 * @returns ends this
 */
function speedUp(speed) {
	const { setTimeout, setInterval } = globalThis;
	const { now } = performance;
	const { timeout } = AbortSignal;
	const sleep = promises.setTimeout;
	const real = (ms) => (ms > 0 ? Math.ceil(ms / speed) : ms);

	globalThis.setTimeout = (run, ms, ...rest) => setTimeout(run, real(ms), ...rest);
	globalThis.setInterval = (run, ms, ...rest) => setInterval(run, real(ms), ...rest);
	promises.setTimeout = (ms, ...rest) => sleep(real(ms), ...rest);
	Object.defineProperty(globalThis.setTimeout, promisify.custom, { value: promises.setTimeout });
	performance.now = () => now.call(performance) * speed;
	AbortSignal.timeout = (ms) => timeout.call(AbortSignal, real(ms));

	return () => {
		Object.assign(globalThis, { setTimeout, setInterval });
		promises.setTimeout = sleep;
		performance.now = now;
		AbortSignal.timeout = timeout;
	};
}

module.exports = { speedUp };
