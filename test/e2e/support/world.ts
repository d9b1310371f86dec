import { mkdir, mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { N8nRest } from '../../../dev/n8n/rest';
import type { N8nOptions } from '../../../dev/n8n/options';
import { startN8n, type RunningN8n } from '../../../dev/n8n/server';
import type { N8nVersion } from '../../../dev/n8n/versions';
import { startSimulator, type Simulator } from '../../../dev/simulator';
import { packageDir, runFolder } from './runFolder';

const STARTED_WITHIN_MS = 180_000;

/** The n8n that most tests run on. */
export const CURRENT: N8nVersion = '2.41.1';
export const LAST_OF_1: N8nVersion = '1.123.81';

/** A node's reference to a saved credential. */
export interface CredentialReference {
	readonly id: string;
	readonly name: string;
}

/** A simulated Crun, an n8n with the package installed, and a logged-in owner with a credential for that Crun. */
export interface World {
	readonly crun: Simulator;
	readonly n8n: RunningN8n;
	readonly rest: N8nRest;
	readonly credential: CredentialReference;
	/** The only folder to which nodes may write files. */
	readonly files: string;
	stop(): Promise<void>;
}

/** Environment variables from n8n's documentation. */
export type Env = Readonly<Record<string, string>>;

/** Starts a world. Its tasks change only when a test says so. @throws Error if n8n does not start */
export async function startWorld(version: N8nVersion, env: Env = {}): Promise<World> {
	const dir = await mkdtemp(join(runFolder(), `${version}-`));
	const files = join(dir, 'files');
	await mkdir(files);
	const crun = await startSimulator({ taskTimings: 'manual' });
	try {
		const n8n = await startN8n(optionsFor(version, dir, files, env));
		const rest = new N8nRest(n8n);
		const stop = async () => void (await Promise.all([n8n.stop(), crun.stop()]));
		try {
			await rest.login();
			const credential = await rest.createCredential('Crun (simulator)', 'crunApi', accessTo(crun));
			return { crun, n8n, rest, credential, files, stop };
		} catch (error) {
			await n8n.stop();
			throw error;
		}
	} catch (error) {
		await crun.stop();
		throw error;
	}
}

function optionsFor(version: N8nVersion, dir: string, files: string, env: Env): N8nOptions {
	return {
		version,
		userFolder: join(dir, 'n8n'),
		logFile: join(dir, 'n8n.log'),
		packageDir: packageDir(),
		env: {
			NODE_OPTIONS: `--require ${join(__dirname, 'exit-with-parent.cjs')}`,
			N8N_RESTRICT_FILE_ACCESS_TO: files,
			...env,
		},
	};
}

/** The data of a credential for a simulated Crun. */
export function accessTo(crun: Simulator): { apiKey: string; region: string; baseUrl: string } {
	return { apiKey: crun.apiKey, region: 'custom', baseUrl: crun.url };
}

/**
 * Provides a world to the tests of a file or a `describe`. It is started before the first test and stopped after the
 * last one. Its Crun is reset before each test.
 * @param env environment variables of n8n, or what provides them before it starts
 */
export function useWorld(
	version: N8nVersion = CURRENT,
	env: Env | (() => Promise<Env>) = {},
): World {
	let world: World | undefined;
	const started = (): World => {
		if (!world) throw new Error('The world has not been started');
		return world;
	};
	beforeAll(async () => {
		world = await startWorld(version, typeof env === 'function' ? await env() : env);
	}, STARTED_WITHIN_MS);
	beforeEach(() => started().crun.reset());
	afterAll(async () => await world?.stop(), STARTED_WITHIN_MS);
	return {
		get crun() {
			return started().crun;
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
