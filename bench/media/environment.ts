import { createRequire } from 'node:module';
import { FOLDER_VARIABLE } from './folder';

/** n8n-core reads these when it is loaded, so this module must be imported before it. Nothing touches the user's own ~/.n8n. */
Object.assign(process.env, {
	N8N_USER_FOLDER: process.env[FOLDER_VARIABLE],
	N8N_ENCRYPTION_KEY: 'for-benchmarks-only',
	N8N_LOG_LEVEL: 'silent',
	N8N_ENFORCE_SETTINGS_FILE_PERMISSIONS: 'false',
});

// "Crun.node" is to mean Crun.node.ts, as for every other tool here, not the Crun.node.json beside it.
const extensions = createRequire(__filename).extensions;
const json = extensions['.json'];
Reflect.deleteProperty(extensions, '.json');
extensions['.json'] = json;
