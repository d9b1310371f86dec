'use strict';

/**
 * Runs one server for the process that started this one. Each line on stdin is the name of a signal to send to the
 * server. When stdin closes, the other process is gone (it ended, was interrupted, or was killed): the server is
 * stopped and its folder removed, so that nothing outlives a test run.
 *
 * Argument: JSON with `file`, `args`, `folder`, `stopSignal`, and, to run as another user, `uid` and `gid`.
 */
const { spawn } = require('node:child_process');
const { rmSync } = require('node:fs');
const { createInterface } = require('node:readline');

const { file, args, folder, stopSignal, uid, gid } = JSON.parse(process.argv[2]);
let abandoned = false;

const server = spawn(file, args, {
	cwd: folder,
	env: { PATH: process.env.PATH, LC_ALL: 'C' },
	stdio: ['ignore', 'inherit', 'inherit'],
	uid,
	gid,
});

const commands = createInterface({ input: process.stdin });
commands.on('line', (signal) => server.kill(signal));
commands.on('close', () => {
	abandoned = true;
	server.kill(stopSignal);
});

// Ctrl+C reaches a whole group of processes. The one that started this one decides when to stop.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {});

server.on('error', (error) => {
	process.stderr.write(`${error.message}\n`);
	process.exit(1);
});
server.on('exit', (code) => {
	if (abandoned) rmSync(folder, { recursive: true, force: true });
	process.exit(code ?? 1);
});
