import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Log } from './command';
import { withLock } from './lock';
import { cacheDir } from './versions';

/** A folder of the cache: what it is called, what it must hold, how it is made. */
export interface CachedFolder {
	/** Its name inside the cache. */
	readonly name: string;
	/** Says exactly what is in it; a folder with another stamp is made anew. */
	readonly stamp: string;
	/** Fills an empty folder beside the real one. Throws if what it made does not work. */
	readonly fill: (dir: string, logFile: string) => Promise<void>;
	readonly log: Log;
}

/**
 * Gives the path of a folder of the cache and makes it first where it is missing, half-made or outdated.
 * It appears under its name only when it is complete, so a broken-off install is never taken for a good one.
 * @throws what `fill` throws.
 */
export async function ensureFolder(folder: CachedFolder): Promise<string> {
	const root = cacheDir();
	const dir = join(root, folder.name);
	if (await isReady(dir, folder.stamp)) return dir;
	await mkdir(root, { recursive: true });
	return await withLock(`${dir}.lock`, folder.log, async () => {
		if (await isReady(dir, folder.stamp)) return dir; // another process made it while we waited
		await removeLeftovers(root, `${folder.name}.making-`);
		const making = join(root, `${folder.name}.making-${process.pid}`);
		await mkdir(making);
		await folder.fill(making, join(root, 'logs', `${folder.name}.log`));
		await writeFile(join(making, READY), folder.stamp);
		await rm(dir, { recursive: true, force: true });
		await rename(making, dir);
		return dir;
	});
}

const READY = '.ready';

async function isReady(dir: string, stamp: string): Promise<boolean> {
	try {
		return (await readFile(join(dir, READY), 'utf8')) === stamp;
	} catch {
		return false; // not there, or broken off before the marker was written
	}
}

// Only called under the lock, so nobody is working in them.
async function removeLeftovers(root: string, prefix: string): Promise<void> {
	const left = (await readdir(root)).filter((name) => name.startsWith(prefix));
	await Promise.all(
		left.map(async (name) => await rm(join(root, name), { recursive: true, force: true })),
	);
}
