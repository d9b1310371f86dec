import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ensureFolder } from '../../dev/n8n/cached';
import { npm, run, type Log } from '../../dev/n8n/command';

/** Published community packages for services that take a while, too. */
export const PEERS = {
	HeyGen: ['@heygenofficial/n8n-nodes-heygen-official', '0.1.9'],
	Firecrawl: ['@mendable/n8n-nodes-firecrawl', '2.1.2'],
	Templated: ['n8n-nodes-templated', '0.4.5'],
	'Upload-Post': ['n8n-nodes-upload-post', '0.1.32'],
} as const;
export type Peer = keyof typeof PEERS;

export const isPeer = (name: string): name is Peer => Object.hasOwn(PEERS, name);
export const peerNames = Object.keys(PEERS).filter(isPeer);

/**
 * Installs the packages next to n8n, unless they are there. What n8n has (their peer dependencies) is left out.
 * @returns the folder of each package
 * @throws Error if one cannot be installed
 */
export async function ensurePeers(log: Log): Promise<Record<Peer, string>> {
	const packages = Object.values(PEERS).map(([name, version]) => `${name}@${version}`);
	const dir = await ensureFolder({
		name: 'bench-peers',
		stamp: packages.join(' '),
		log,
		fill: async (target, logFile) => {
			log(`Installing ${packages.join(', ')}`);
			await writeFile(join(target, 'package.json'), JSON.stringify({ private: true }));
			const options = ['--ignore-scripts', '--legacy-peer-deps', '--no-audit', '--no-fund'];
			const what = 'installing the packages to compare with';
			await run({
				...npm('install', '--save-exact', ...options, ...packages),
				cwd: target,
				logFile,
				what,
				log,
			});
		},
	});
	const folder = (peer: Peer) => join(dir, 'node_modules', PEERS[peer][0]);
	return {
		HeyGen: folder('HeyGen'),
		Firecrawl: folder('Firecrawl'),
		Templated: folder('Templated'),
		'Upload-Post': folder('Upload-Post'),
	};
}
