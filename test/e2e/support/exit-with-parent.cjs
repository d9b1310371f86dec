'use strict';

/**
 * Loaded into every n8n of these tests (NODE_OPTIONS). Tests cannot observe the exit of Jest's process, so after an
 * interrupted run (Ctrl+C, a kill) each n8n detects that its parent is gone and exits.
 */
const parent = process.ppid;
const CHECK_INTERVAL_MS = 1000;

setInterval(() => {
	if (process.ppid !== parent) process.kill(process.pid, 'SIGKILL');
}, CHECK_INTERVAL_MS).unref();
