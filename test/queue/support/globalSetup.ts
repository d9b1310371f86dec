import { findPrograms } from '../../../dev/n8n/queue';
import prepare from '../../e2e/support/globalSetup';

/** Runs once before the first test: fails early without PostgreSQL and Redis, then does what the e2e tests do. */
export default async function globalSetup(): Promise<void> {
	findPrograms();
	await prepare();
}
