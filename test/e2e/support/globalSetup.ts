import { existsSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { npm, run } from '../../../dev/n8n/command';
import { ensureN8n } from '../../../dev/n8n/install';
import { copyPackage } from '../../../dev/n8n/package-copy';
import { RELEASES, type N8nVersion } from '../../../dev/n8n/versions';
import { PACKAGES_PATH, PACKAGE_NAME, FOLDER_VARIABLE } from './runFolder';

const REPOSITORY = resolve(__dirname, '..', '..', '..');
const log = (line: string) => process.stderr.write(`${line}\n`);
const isVersion = (name: string): name is N8nVersion => name in RELEASES;

/**
 * Runs once before the first test: installs every n8n release (which takes minutes the first time) and copies the
 * built package, so that a build during the tests does not affect them.
 */
export default async function globalSetup(): Promise<void> {
	const folder = await mkdtemp(join(tmpdir(), 'crun-e2e-'));
	process.env[FOLDER_VARIABLE] = folder; // jest passes the environment on to every test file
	for (const version of Object.keys(RELEASES).filter(isVersion)) await ensureN8n(version, log);
	if (!existsSync(join(REPOSITORY, 'dist'))) {
		const logFile = join(folder, 'build.log');
		await run({
			...npm('run', 'build'),
			cwd: REPOSITORY,
			logFile,
			what: 'building the package',
			log,
		});
	}
	await copyPackage(REPOSITORY, folder); // to PACKAGES_PATH
	if (!existsSync(join(folder, PACKAGES_PATH, PACKAGE_NAME, 'dist')))
		throw new Error('The package has no dist');
}
