import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { startCluster, type Cluster } from '../../../dev/n8n/queue';
import type { N8nVersion } from '../../../dev/n8n/versions';
import { startSimulator } from '../../../dev/simulator';
import { startReceiver, type Receiver } from '../../e2e/support/receiver';
import { packageDir, runFolder } from '../../e2e/support/runFolder';
import { accessTo, type World } from '../../e2e/support/world';

const STARTED_WITHIN_MS = 300_000;
const EXIT_WITH_PARENT = join(__dirname, '../../e2e/support/exit-with-parent.cjs');

/**
 * n8n 2 starts an isolate for each callback and for each use of a credential, a third of a second in all on two cores.
 * With its other engine, which n8n 1 has too, callbacks meet more often. The end-to-end tests use the default engine.
 */
const ENGINE = { N8N_EXPRESSION_ENGINE: 'legacy' };

/** n8n in queue mode, a simulated Crun, and a server that workflows report to. */
export interface QueueWorld extends World {
	readonly cluster: Cluster;
	/** Receives a request each time a `Report` node runs. */
	readonly reports: Receiver;
}

/** Starts a world. Its tasks change only when a test says so. @throws Error if a part of it does not start */
export async function startQueueWorld(version: N8nVersion): Promise<QueueWorld> {
	const userFolder = await mkdtemp(join(runFolder(), `queue-${version}-`));
	const crun = await startSimulator({ taskTimings: 'manual' });
	const reports = await startReceiver();
	const stopServers = async () => void (await Promise.all([crun.stop(), reports.stop()]));
	try {
		const cluster = await startCluster({
			version,
			userFolder,
			packageDir: packageDir(),
			env: { ...ENGINE, NODE_OPTIONS: `--require ${EXIT_WITH_PARENT}` },
		});
		const stop = async () => {
			await cluster.stop();
			await stopServers();
		};
		try {
			const { rest, url, main } = cluster;
			const credential = await rest.createCredential('Crun (simulator)', 'crunApi', accessTo(crun));
			const start = async () => await cluster.heal();
			const kill = async () => await main.kill();
			const n8n = { version, url, logFile: main.logFile, start, stop: cluster.stop, kill };
			return { crun, reports, cluster, n8n, rest, credential, files: userFolder, stop };
		} catch (error) {
			await cluster.stop();
			throw error;
		}
	} catch (error) {
		await stopServers();
		throw error;
	}
}

/**
 * Provides a world to the tests of a `describe`. It is started before the first test and stopped after the last one.
 * Before each test, its Crun is reset and every process that the test before has killed is started.
 */
export function useQueueWorld(version: N8nVersion): QueueWorld {
	let world: QueueWorld | undefined;
	const started = (): QueueWorld => {
		if (!world) throw new Error('The world has not been started');
		return world;
	};
	beforeAll(async () => {
		world = await startQueueWorld(version);
	}, STARTED_WITHIN_MS);
	beforeEach(async () => {
		const { cluster, crun, reports } = started();
		await cluster.heal();
		cluster.proxy.routing = 'inTurn';
		crun.reset();
		reports.bodies.length = 0;
	}, STARTED_WITHIN_MS);
	afterAll(async () => await world?.stop(), STARTED_WITHIN_MS);
	return {
		get crun() {
			return started().crun;
		},
		get reports() {
			return started().reports;
		},
		get cluster() {
			return started().cluster;
		},
		get n8n() {
			return started().n8n;
		},
		get rest() {
			return started().rest;
		},
		get credential() {
			return started().credential;
		},
		get files() {
			return started().files;
		},
		stop: async () => await started().stop(),
	};
}
