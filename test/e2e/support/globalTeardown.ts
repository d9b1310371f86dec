import { rm } from 'node:fs/promises';
import { runFolder } from './runFolder';

/** Removes all files of the run. If n8n failed, the error message contains its log. */
export default async function globalTeardown(): Promise<void> {
	if (!process.env.CRUN_E2E_KEEP) await rm(runFolder(), { recursive: true, force: true });
}
