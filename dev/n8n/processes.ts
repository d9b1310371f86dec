import type { ChildProcess } from 'node:child_process';

/**
 * Option for `spawn`: a new process group. Ctrl+C then reaches the child only through this process, which decides
 * the order of stopping, and the child's own children can be stopped with it. Windows has no process groups.
 */
export const OWN_GROUP = { detached: process.platform !== 'win32' } as const;

/** True until the process has exited. False if it could not be started. */
export function isRunning(child: ChildProcess): boolean {
	return child.pid !== undefined && child.exitCode === null && child.signalCode === null;
}

/** Signals a child that was started with `OWN_GROUP`, and its descendants. */
export function signalGroup(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): void {
	if (child.pid === undefined || !isRunning(child)) return;
	if (OWN_GROUP.detached) process.kill(-child.pid, signal);
	else child.kill(signal);
}

/** Kills the child if this process exits without having stopped it. */
export function killWithThisProcess(child: ChildProcess): void {
	const kill = () => signalGroup(child, 'SIGKILL');
	process.once('exit', kill);
	child.once('exit', () => process.off('exit', kill));
}
