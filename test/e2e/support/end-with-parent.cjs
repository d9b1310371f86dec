'use strict';

/**
 * Loaded into every n8n of these tests (NODE_OPTIONS). Jest hides the process's own end from the code it runs, so what a
 * broken-off run (Ctrl+C, a kill) leaves behind has to notice by itself that nobody is there any more.
 */
const parent = process.ppid;
const LOOK_MS = 1000;

setInterval(() => {
	if (process.ppid !== parent) process.kill(process.pid, 'SIGKILL');
}, LOOK_MS).unref();
