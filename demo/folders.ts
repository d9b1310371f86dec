import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The folders of one run of the demo, in the system's temporary folder. */
export interface RunFolders {
	/** For n8n's data. */
	readonly userFolder: string;
	/** For logs. */
	readonly logs: string;
	/** Removes the data, which may contain an API key, and optionally the logs. */
	remove(keepLogs: boolean): Promise<void>;
}

/** Creates the folders for one run. */
export async function createRunFolders(): Promise<RunFolders> {
	const dir = await mkdtemp(join(tmpdir(), 'crun-demo-'));
	const folders = { userFolder: join(dir, 'n8n'), logs: join(dir, 'logs') };
	await mkdir(folders.logs);
	return {
		...folders,
		remove: async (keepLogs) =>
			await rm(keepLogs ? folders.userFolder : dir, { recursive: true, force: true }),
	};
}
