import { mkdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import type { Log } from './command';

const TOUCH_MS = 5_000;
const STALE_MS = 60_000; // a process touches its lock every 5 s; an older one was left behind by a process that died
const CHECK_INTERVAL_MS = 1_000;

/**
 * Runs `work` while holding a lock directory, so that two processes never install the same thing at the same time.
 * Waits as long as another live process holds the lock.
 * @throws what `work` throws; the lock is still released
 */
export async function withLock<T>(lock: string, log: Log, work: () => Promise<T>): Promise<T> {
	await acquire(lock, log);
	const touch = setInterval(() => {
		const now = new Date();
		utimes(lock, now, now).catch((error: Error) =>
			log(`The lock ${lock} has disappeared: ${error.message}`),
		);
	}, TOUCH_MS);
	try {
		return await work();
	} finally {
		clearInterval(touch);
		await rm(lock, { recursive: true, force: true });
	}
}

async function acquire(lock: string, log: Log): Promise<void> {
	let announced = false;
	while (!(await tryToCreate(lock))) {
		if (await isStale(lock)) {
			await removeStale(lock);
			continue;
		}
		if (!announced) log(`Waiting for another process that is installing (${lock})`);
		announced = true;
		await delay(CHECK_INTERVAL_MS); // no portable event reports that another process removed a directory
	}
}

async function tryToCreate(lock: string): Promise<boolean> {
	try {
		await mkdir(lock);
		return true;
	} catch (error) {
		if (hasCode(error, 'EEXIST')) return false;
		throw error;
	}
}

async function isStale(lock: string): Promise<boolean> {
	try {
		return Date.now() - (await stat(lock)).mtimeMs > STALE_MS;
	} catch (error) {
		if (hasCode(error, 'ENOENT')) return false; // released meanwhile
		throw error;
	}
}

// Renames the lock before removing it: if two processes find it stale, only one succeeds.
async function removeStale(lock: string): Promise<void> {
	const aside = `${lock}.stale-${process.pid}`;
	try {
		await rename(lock, aside);
	} catch (error) {
		if (hasCode(error, 'ENOENT')) return;
		throw error;
	}
	await rm(aside, { recursive: true, force: true });
}

function hasCode(error: unknown, code: string): boolean {
	return error instanceof Error && 'code' in error && error.code === code;
}
