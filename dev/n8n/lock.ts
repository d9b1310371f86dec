import { mkdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import type { Log } from './command';

const TOUCH_MS = 5_000;
const STALE_MS = 60_000; // a holder touches its lock every 5 s: one this old was left by a process that died
const LOOK_AGAIN_MS = 1_000;

/**
 * Runs `work` while holding a lock directory, so that two processes never install the same thing at once.
 * Waits for another holder for as long as that one is alive.
 * @throws whatever `work` throws; the lock is released all the same.
 */
export async function withLock<T>(lock: string, log: Log, work: () => Promise<T>): Promise<T> {
	await acquire(lock, log);
	const touch = setInterval(() => {
		const now = new Date();
		utimes(lock, now, now).catch((error: Error) =>
			log(`The lock ${lock} is gone: ${error.message}`),
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
	while (!(await tryToMake(lock))) {
		if (await isStale(lock)) {
			await takeAway(lock);
			continue;
		}
		if (!announced) log(`Another process is installing; waiting for it (${lock})`);
		announced = true;
		await delay(LOOK_AGAIN_MS); // there is no event for a directory another process removes that works everywhere
	}
}

async function tryToMake(lock: string): Promise<boolean> {
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

// Renamed before it is removed: of two processes that find it stale, only one gets it.
async function takeAway(lock: string): Promise<void> {
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
