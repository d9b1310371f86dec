import { homedir } from 'node:os';
import { join } from 'node:path';

/** What has to be known to install and run one n8n release. */
interface Release {
	/** The majors of Node.js it runs on; anything else gets the Node.js of `node24.ts`. */
	readonly nodeMajors: readonly number[];
	/** Versions forced on its own dependencies. */
	readonly overrides: Readonly<Record<string, string>>;
	/** Settings without which it does not start. */
	readonly env: Readonly<Record<string, string>>;
}

/** The n8n releases the package is tried on: the current 2.x and the last 1.x. */
export const RELEASES = {
	'2.41.1': {
		nodeMajors: [24],
		// linkedom 0.18.13 and later name packages that are not on every registry mirror.
		overrides: { linkedom: '0.18.12' },
		// This module fetches a list from n8n's makers at every start.
		env: { N8N_DISABLED_MODULES: 'mcp-registry' },
	},
	'1.123.81': {
		nodeMajors: [20, 22, 24],
		// n8n 1.x names an address outside the registry for xlsx.
		overrides: { linkedom: '0.18.12', xlsx: '0.18.5' },
		// Its isolated-vm ships no binary for Node 20 and does not always compile.
		env: { N8N_EXPRESSION_ENGINE: 'legacy' },
	},
} as const satisfies Record<string, Release>;

/** A release this harness can install: its version number. */
export type N8nVersion = keyof typeof RELEASES;

/** The folder that outlives a clone and holds every n8n (and Node.js) the harness installed. */
export function cacheDir(): string {
	const base = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
	return process.env.CRUN_N8N_CACHE || join(base, 'n8n-nodes-crun');
}
