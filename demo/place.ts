import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where one run of the demo keeps its files: a new folder of the system's temporary ones. */
export interface Place {
	/** n8n's data. */
	readonly userFolder: string;
	/** The logs' folder. */
	readonly logs: string;
	/** Removes the data, which may hold an API key, and unless they are wanted the logs too. */
	remove(keepLogs: boolean): Promise<void>;
}

/** Makes the folders for one run. */
export async function makePlace(): Promise<Place> {
	const dir = await mkdtemp(join(tmpdir(), 'crun-demo-'));
	const place = { userFolder: join(dir, 'n8n'), logs: join(dir, 'logs') };
	await mkdir(place.logs);
	return {
		...place,
		remove: async (keepLogs) =>
			await rm(keepLogs ? place.userFolder : dir, { recursive: true, force: true }),
	};
}
