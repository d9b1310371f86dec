import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** n8n-core reads these variables on load, so import this module before it. The user's own ~/.n8n is not touched. */
const folder = mkdtempSync(join(tmpdir(), 'n8n-nodes-crun-test-'));
Object.assign(process.env, {
	N8N_USER_FOLDER: folder,
	N8N_ENCRYPTION_KEY: 'for-tests-only',
	N8N_LOG_LEVEL: 'silent', // recordLogs() shows what is logged
	N8N_ENFORCE_SETTINGS_FILE_PERMISSIONS: 'false',
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
