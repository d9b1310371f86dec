import type { Log } from './command';
import type { N8nVersion } from './versions';

/** How to start an n8n. */
export interface N8nOptions {
	readonly version: N8nVersion;
	/** The folder for all of its data; a new folder makes a new n8n. */
	readonly userFolder: string;
	/** Everything n8n prints is appended to this file. */
	readonly logFile: string;
	/** A built package to load as a community package. */
	readonly packageDir?: string;
	/** By default, any free port. */
	readonly port?: number;
	/** Additional environment variables from n8n's documentation. */
	readonly env?: Readonly<Record<string, string>>;
	/** Receives progress lines of an installation. */
	readonly log?: Log;
	/** Aborts the installation or the start. */
	readonly signal?: AbortSignal;
}
