import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Log } from './command';
import { withLock } from './lock';
import { cacheDir } from './versions';

/** A folder in the cache. */
export interface CachedFolder {
	/** Its name in the cache. */
	readonly name: string;
	/** Identifies the content; a folder with another stamp is created again. */
	readonly stamp: string;
	/** Fills an empty folder next to the final one. Throws if the result does not work. */
	readonly fill: (dir: string, logFile: string) => Promise<void>;
	readonly log: Log;
}

/**
 * Returns the path of a folder in the cache. Creates the folder first if it is missing, incomplete or outdated. It
 * gets its final name only once it is complete, so an interrupted install is never used.
 * @throws what `fill` throws
 */
export async function ensureFolder(folder: CachedFolder): Promise<string> {
	const root = cacheDir();
	const dir = join(root, folder.name);
	if (await isReady(dir, folder.stamp)) return dir;
	await mkdir(root, { recursive: true });
	return await withLock(`${dir}.lock`, folder.log, async () => {
		if (await isReady(dir, folder.stamp)) return dir; // another process created it while this one waited
		await removeLeftovers(root, `${folder.name}.partial-`);
		const partial = join(root, `${folder.name}.partial-${process.pid}`);
		await mkdir(partial);
		await folder.fill(partial, join(root, 'logs', `${folder.name}.log`));
		await writeFile(join(partial, READY), folder.stamp);
		await rm(dir, { recursive: true, force: true });
		await rename(partial, dir);
		return dir;
	});
}

const READY = '.ready';

async function isReady(dir: string, stamp: string): Promise<boolean> {
	try {
		return (await readFile(join(dir, READY), 'utf8')) === stamp;
	} catch {
		return false; // missing, or interrupted before the marker was written
	}
}

// Called only while the lock is held, so no other process uses these folders.
async function removeLeftovers(root: string, prefix: string): Promise<void> {
	const left = (await readdir(root)).filter((name) => name.startsWith(prefix));
	await Promise.all(
		left.map(async (name) => await rm(join(root, name), { recursive: true, force: true })),
	);
}
