import { rm } from 'node:fs/promises';
import { place } from './place';

/** Removes all that the run wrote. The logs of an n8n that failed are in the failure's own message. */
export default async function globalTeardown(): Promise<void> {
	if (!process.env.CRUN_E2E_KEEP) await rm(place(), { recursive: true, force: true });
}
