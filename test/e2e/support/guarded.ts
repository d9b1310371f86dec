import { mkdir, mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { N8nRest } from '../../../demo/n8n/rest';
import { startN8n } from '../../../demo/n8n/server';
import { startSimulator } from '../../simulator';
import { packageDir, place } from './place';
import { accessTo, CURRENT, type World } from './world';

/** A world whose n8n has its operator's switch against requests to inside a network on (N8N_SSRF_PROTECTION_ENABLED). */
export async function startGuardedWorld(env: Record<string, string>): Promise<World> {
	const dir = await mkdtemp(join(place(), 'guarded-'));
	const files = join(dir, 'files');
	await mkdir(files);
	const crun = await startSimulator({ taskTimings: { pendingMs: 20, runningMs: 50 } });
	const options = { version: CURRENT, userFolder: join(dir, 'n8n'), logFile: join(dir, 'n8n.log'), packageDir: packageDir() };
	const parent = { NODE_OPTIONS: `--require ${join(__dirname, 'end-with-parent.cjs')}` };
	try {
		const n8n = await startN8n({ ...options, env: { ...parent, N8N_RESTRICT_FILE_ACCESS_TO: files, N8N_SSRF_PROTECTION_ENABLED: 'true', ...env } });
		const rest = new N8nRest(n8n);
		await rest.login();
		const credential = await rest.createCredential('Crun (simulator)', 'crunApi', accessTo(crun));
		return { crun, n8n, rest, credential, files, stop: async () => void (await Promise.all([n8n.stop(), crun.stop()])) };
	} catch (error) {
		await crun.stop();
		throw error;
	}
}
