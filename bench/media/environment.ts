import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** n8n-core reads these when it is loaded, so this module must be imported before it. Nothing touches the user's own ~/.n8n. */
const folder = mkdtempSync(join(tmpdir(), 'n8n-nodes-crun-bench-'));
Object.assign(process.env, {
	N8N_USER_FOLDER: folder,
	N8N_ENCRYPTION_KEY: 'for-benchmarks-only',
	N8N_LOG_LEVEL: 'silent',
	N8N_ENFORCE_SETTINGS_FILE_PERMISSIONS: 'false',
});
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

// "Crun.node" is to mean Crun.node.ts, as for every other tool here, not the Crun.node.json beside it.
const extensions = createRequire(__filename).extensions;
const json = extensions['.json'];
Reflect.deleteProperty(extensions, '.json');
extensions['.json'] = json;
