import { cp, mkdir, readFile, rm } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { z } from 'zod';

const manifestSchema = z.object({ name: z.string(), main: z.string(), files: z.array(z.string()) });

/**
 * Copies a built package to where n8n keeps community packages, with exactly the files that `npm pack` would
 * publish. It is not linked, so a file that is missing from the package is missing here too.
 * @param packageDir the package's folder; `files` in its package.json must name plain files and folders
 * @param userFolder n8n's user folder (the one that contains `.n8n`)
 * @throws Error if the package is not built, that is, if a file named in package.json is missing
 */
export async function copyPackage(packageDir: string, userFolder: string): Promise<void> {
	const manifest = manifestSchema.parse(
		JSON.parse(await readFile(join(packageDir, 'package.json'), 'utf8')),
	);
	const target = join(userFolder, '.n8n', 'nodes', 'node_modules', manifest.name);
	await rm(target, { recursive: true, force: true });
	await mkdir(target, { recursive: true });
	for (const entry of new Set(['package.json', manifest.main, ...manifest.files])) {
		const from = join(packageDir, entry);
		await cp(from, join(target, relative(packageDir, from)), {
			recursive: true,
			filter: (source) => basename(source) !== 'node_modules',
		});
	}
}
