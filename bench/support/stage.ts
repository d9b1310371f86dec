import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { ensureN8n } from '../../dev/n8n/install';
import { n8nEnv } from '../../dev/n8n/n8n-env';
import { copyPackage } from '../../dev/n8n/package-copy';
import { startSim, stopSim, type Sim, type SimOptions } from '../simulator/jobs';
import { Worker } from './worker';

export const ROOT = join(__dirname, '../..');
export const N8N_VERSION = '2.41.1';

/** What a process measures: a file in `bench/measured/`. */
export type Entry = 'main' | 'loading';

export interface MeasuredOptions {
	/** Lets the process collect garbage before it measures memory. */
	gc?: boolean;
	/** Where to write a CPU profile of the process when it ends. */
	profile?: string;
}

/** Everything that the rows need to measure. */
export interface Stage {
	/** The `node_modules` of the n8n release whose n8n-core, n8n-workflow, and HTTP Request node all use. */
	modules: string;
	/** The built package, copied as `npm pack` would publish it. */
	packageDir: string;
	/** For files; it is removed in the end. */
	folder: string;
	/** The process of the simulated Crun. */
	simulator: Worker;
	/** Starts a process that is measured. */
	startMeasured(entry: Entry, options?: MeasuredOptions): Worker;
	/** Runs the work with a new simulated Crun. */
	withSim<T>(options: SimOptions, work: (sim: Sim) => Promise<T>): Promise<T>;
	/** Receives lines on progress. */
	log: (line: string) => void;
	close(): Promise<void>;
}

/**
 * The built files in place of the sources. The bundle with the measuring code is next to the folder of n8n's community
 * packages, so it finds them there, and everything of n8n through NODE_PATH, as those packages do.
 */
const builtPackage: Plugin = {
	name: 'built-package',
	setup: (builder) => {
		builder.onResolve({ filter: /\/(nodes|credentials)\/.*\.(node|credentials)$/ }, ({ path }) => ({
			path: `n8n-nodes-crun/dist/${path.replace(/^.*\/(nodes|credentials)\//, '$1/')}.js`,
			external: true,
		}));
	},
};

/** Installs n8n if it is not there, and starts the simulator. @param log receives lines on progress */
export async function openStage(log: (line: string) => void): Promise<Stage> {
	const n8n = await ensureN8n(N8N_VERSION, log);
	const modules = dirname(dirname(dirname(n8n.script)));
	const userFolder = await mkdtemp(join(tmpdir(), 'n8n-nodes-crun-bench-'));
	const nodesFolder = join(userFolder, '.n8n', 'nodes');
	await copyPackage(ROOT, userFolder);
	await build({
		entryPoints: { main: 'bench/measured/main.ts', loading: 'bench/measured/loading.ts' },
		absWorkingDir: ROOT,
		outdir: nodesFolder,
		bundle: true,
		platform: 'node',
		format: 'cjs',
		target: 'node20',
		packages: 'external',
		plugins: [builtPackage],
	});
	const env = {
		...n8nEnv({ version: N8N_VERSION, userFolder, port: 0, brokerPort: 0, extra: {} }),
		NODE_PATH: modules,
		N8N_ENCRYPTION_KEY: 'for-benchmarks-only',
		N8N_LOG_LEVEL: 'silent',
	};
	const simulator = new Worker(join(ROOT, 'bench/simulator/main.ts'), {
		execArgv: ['--import', 'tsx'],
	});
	return {
		modules,
		packageDir: join(nodesFolder, 'node_modules', 'n8n-nodes-crun'),
		folder: userFolder,
		simulator,
		log,
		startMeasured: (entry, { gc = false, profile } = {}) =>
			new Worker(join(nodesFolder, `${entry}.js`), {
				env,
				execArgv: [
					...(gc ? ['--expose-gc'] : []),
					...(profile ? ['--cpu-prof', `--cpu-prof-dir=${profile}`] : []),
				],
			}),
		withSim: async (options, work) => {
			const sim = await simulator.call(startSim, options);
			try {
				return await work(sim);
			} finally {
				await simulator.call(stopSim, sim);
			}
		},
		close: async () => {
			await simulator.stop();
			await rm(userFolder, { recursive: true, force: true });
		},
	};
}
