import { existsSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { npm, run } from '../../../dev/n8n/command';
import { ensureN8n } from '../../../dev/n8n/install';
import { copyPackage } from '../../../dev/n8n/package-copy';
import { RELEASES, type N8nVersion } from '../../../dev/n8n/versions';
import { CONTENTS, PACKAGE_NAME, PLACE_VARIABLE } from './place';

const REPOSITORY = resolve(__dirname, '..', '..', '..');
const log = (line: string) => process.stderr.write(`${line}\n`);
const isVersion = (name: string): name is N8nVersion => name in RELEASES;

/**
 * Once per run, before the first test: every n8n is installed (minutes, the first time), and the built package lies in a
 * folder of its own, so that nobody who builds meanwhile pulls it out from under the tests.
 */
export default async function globalSetup(): Promise<void> {
	const place = await mkdtemp(join(tmpdir(), 'crun-e2e-'));
	process.env[PLACE_VARIABLE] = place; // jest hands the environment on to every test file
	for (const version of Object.keys(RELEASES).filter(isVersion)) await ensureN8n(version, log);
	if (!existsSync(join(REPOSITORY, 'dist'))) {
		const logFile = join(place, 'build.log');
		await run({
			...npm('run', 'build'),
			cwd: REPOSITORY,
			logFile,
			what: 'building the package',
			log,
		});
	}
	await copyPackage(REPOSITORY, place); // lands where an n8n would look, under its user folder
	if (!existsSync(join(place, CONTENTS, PACKAGE_NAME, 'dist')))
		throw new Error('The package has no dist');
}
