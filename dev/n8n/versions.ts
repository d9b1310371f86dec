import { homedir } from 'node:os';
import { join } from 'node:path';

/** How to install and run one n8n release. */
interface Release {
	/** The major versions of Node.js it runs on; otherwise `node24.ts` installs one. */
	readonly nodeMajors: readonly number[];
	/** Overridden versions of its dependencies. */
	readonly overrides: Readonly<Record<string, string>>;
	/** Environment variables it needs in order to start. */
	readonly env: Readonly<Record<string, string>>;
}

/** The n8n releases that the package is tested with: the current 2.x and the last 1.x. */
export const RELEASES = {
	'2.41.1': {
		nodeMajors: [24],
		// linkedom 0.18.13 and later need packages that not every registry mirror has.
		overrides: { linkedom: '0.18.12' },
		// This module downloads a list from n8n's servers at every start.
		env: { N8N_DISABLED_MODULES: 'mcp-registry' },
	},
	'1.123.81': {
		nodeMajors: [20, 22, 24],
		// n8n 1.x installs xlsx from a URL outside the registry.
		overrides: { linkedom: '0.18.12', xlsx: '0.18.5' },
		// Its isolated-vm has no prebuilt binary for Node 20 and does not always compile.
		env: { N8N_EXPRESSION_ENGINE: 'legacy' },
	},
} as const satisfies Record<string, Release>;

/** The version number of a release that can be installed. */
export type N8nVersion = keyof typeof RELEASES;

/** The folder for all installed releases of n8n (and Node.js), outside the clone so that other clones reuse it. */
export function cacheDir(): string {
	const base = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
	return process.env.CRUN_N8N_CACHE || join(base, 'n8n-nodes-crun');
}
