import { ensureN8n } from './install';
import { end, launch } from './launch';
import { n8nEnv } from './n8n-env';
import { copyPackage } from './package-copy';
import { twoFreePorts } from './ports';
import { isRunning } from './processes';
import type { N8nOptions } from './options';
import type { N8nVersion } from './versions';

/** A running n8n. It can be stopped and started again with the same data and URL. */
export interface RunningN8n {
	readonly version: N8nVersion;
	readonly url: string;
	readonly logFile: string;
	/** Stops it gracefully and waits for its exit. Does nothing if it is not running. */
	stop: () => Promise<void>;
	/** Kills it (SIGKILL), as in a crash, and waits for its exit. */
	kill: () => Promise<void>;
	/** Starts it again after `stop` or `kill`. @throws Error if it does not become ready */
	start: () => Promise<void>;
}

/**
 * Starts a real n8n on 127.0.0.1, installing it first if necessary, and waits until it is ready.
 * @throws Error with the last lines and the path of its log if it does not become ready
 */
export async function startN8n(options: N8nOptions): Promise<RunningN8n> {
	const installed = await ensureN8n(options.version, options.log ?? (() => {}), options.signal);
	options.signal?.throwIfAborted();
	if (options.packageDir) await copyPackage(options.packageDir, options.userFolder);
	const [freePort, brokerPort] = await twoFreePorts();
	const port = options.port ?? freePort;
	const env = n8nEnv({ ...options, port, brokerPort, extra: options.env ?? {} });
	const url = `http://127.0.0.1:${port}`;
	let child = await launch(installed, env, url, options);
	return {
		version: options.version,
		url,
		logFile: options.logFile,
		stop: async () => await end(child, 'SIGTERM'),
		kill: async () => await end(child, 'SIGKILL'),
		start: async () => {
			if (isRunning(child)) throw new Error('This n8n is still running');
			child = await launch(installed, env, url, options);
		},
	};
}
