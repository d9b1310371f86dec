import type { ChildProcess } from 'node:child_process';

/**
 * Option for `spawn`: a process group of its own. Then Ctrl+C reaches the child only through us, so that we decide the
 * order of stopping, and its own children (npm's, n8n's helpers) can be ended along with it. Windows has no groups.
 */
export const OWN_GROUP = { detached: process.platform !== 'win32' } as const;

/** True until the process has ended; false too when it could not be started. */
export function isRunning(child: ChildProcess): boolean {
	return child.pid !== undefined && child.exitCode === null && child.signalCode === null;
}

/** Signals a child that was started with `OWN_GROUP`, and everything it started in turn. */
export function signalGroup(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): void {
	if (child.pid === undefined || !isRunning(child)) return;
	if (OWN_GROUP.detached) process.kill(-child.pid, signal);
	else child.kill(signal);
}

/** The last resort when this process ends without stopping the child: nothing it started may outlive it. */
export function killWithThisProcess(child: ChildProcess): void {
	const kill = () => signalGroup(child, 'SIGKILL');
	process.once('exit', kill);
	child.once('exit', () => process.off('exit', kill));
}
