import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ensureFolder } from './cached';
import { nestedNpmEnv, npm, run, type Command, type Log } from './command';
import { ensureNode, type NodeRuntime } from './node24';
import { RELEASES, type N8nVersion } from './versions';

/** An n8n that is ready to be started. */
export interface InstalledN8n {
	readonly version: N8nVersion;
	/** The Node.js executable to run it with. */
	readonly nodeBin: string;
	/** n8n's entry script. */
	readonly script: string;
}

/**
 * Installs an n8n release into the cache, unless it is already there. The first time, this takes 3 to 5 minutes and
 * 3 GB. It needs only the npm registry, and Python and a C++ compiler where the prebuilt SQLite cannot be
 * downloaded.
 * @param log receives progress lines
 * @param signal aborts the installation
 * @throws Error with the last lines and the path of the install log
 */
export async function ensureN8n(
	version: N8nVersion,
	log: Log,
	signal?: AbortSignal,
): Promise<InstalledN8n> {
	const { nodeMajors, overrides } = RELEASES[version];
	const node = await ensureNode(nodeMajors, log, signal);
	const manifest = JSON.stringify({
		private: true,
		dependencies: { n8n: version },
		overrides,
		allowScripts: { sqlite3: true }, // npm 12 runs no install scripts except for packages named here
	});
	const dir = await ensureFolder({
		name: `n8n-${version}`,
		stamp: manifest,
		log,
		fill: async (target, logFile) => {
			await writeFile(join(target, 'package.json'), manifest);
			log(
				`Installing n8n ${version} (once): about 2,300 packages, 3 GB, 3 to 5 minutes. Log: ${logFile}`,
			);
			const install = [
				'install',
				'--ignore-scripts',
				'--no-audit',
				'--no-fund',
				'--no-progress',
				'--loglevel=error',
			];
			await run({
				...npm(...install),
				cwd: target,
				logFile,
				what: `installing n8n ${version}`,
				log,
				signal,
			});
			await buildSqlite(target, node, { logFile, log, signal });
		},
	});
	return { version, nodeBin: node.bin, script: join(dir, 'node_modules', 'n8n', 'bin', 'n8n') };
}

/** Builds the only native module that n8n needs and that npm does not install ready to use. */
async function buildSqlite(
	dir: string,
	node: NodeRuntime,
	rest: Pick<Command, 'logFile' | 'log' | 'signal'>,
): Promise<void> {
	rest.log('Building SQLite for n8n: about a minute');
	const headers = node.headers ? { npm_config_nodedir: node.headers } : {};
	const rebuild = npm('rebuild', 'sqlite3', '--ignore-scripts=false', '--foreground-scripts');
	await run({ ...rest, ...rebuild, cwd: dir, env: nestedNpmEnv(headers), what: 'building SQLite' });
	const binary = join(dir, 'node_modules', 'sqlite3', 'build', 'Release', 'node_sqlite3.node');
	if (!existsSync(binary))
		throw new Error(`SQLite was not built: ${binary} is missing. Log: ${rest.logFile}`);
	await run({
		...rest,
		file: node.bin,
		args: ['-e', 'require("sqlite3")'],
		cwd: dir,
		what: 'loading SQLite',
	});
}
