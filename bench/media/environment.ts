import { createRequire } from 'node:module';
import { FOLDER_VARIABLE } from './folder';

/** n8n-core reads these on import, so this module must be imported first. The user's own ~/.n8n is not used. */
Object.assign(process.env, {
	N8N_USER_FOLDER: process.env[FOLDER_VARIABLE],
	N8N_ENCRYPTION_KEY: 'for-benchmarks-only',
	N8N_LOG_LEVEL: 'silent',
	N8N_ENFORCE_SETTINGS_FILE_PERMISSIONS: 'false',
});

// "Crun.node" must resolve to Crun.node.ts, as in all other tools, and not to Crun.node.json.
const extensions = createRequire(__filename).extensions;
const json = extensions['.json'];
Reflect.deleteProperty(extensions, '.json');
extensions['.json'] = json;
