import { RELEASES, type N8nVersion } from './versions';

// Settings for another n8n or Node.js, or set by jest, must not affect this n8n.
const FOREIGN =
	/^(N8N_|DB_|EXECUTIONS_|WEBHOOK_|QUEUE_|NODES_|OFFLOAD_|NODE_OPTIONS$|NODE_PATH$|NODE_ENV$|JEST_|npm_|CRUN_)/i;

/** The ports and folders that n8n is started with. */
export interface N8nSettings {
	readonly version: N8nVersion;
	readonly userFolder: string;
	readonly port: number;
	/** The port of n8n's task broker, which must be free too. */
	readonly brokerPort: number;
	readonly extra: Readonly<Record<string, string>>;
}

/** The environment of an n8n on the loopback interface that makes no outside connections of its own. */
export function n8nEnv(settings: N8nSettings): NodeJS.ProcessEnv {
	const kept = Object.entries(process.env).filter(([name]) => !FOREIGN.test(name));
	return {
		...Object.fromEntries(kept),
		N8N_USER_FOLDER: settings.userFolder,
		N8N_PORT: String(settings.port),
		N8N_LISTEN_ADDRESS: '127.0.0.1',
		N8N_HOST: '127.0.0.1',
		N8N_RUNNERS_BROKER_PORT: String(settings.brokerPort),
		N8N_SECURE_COOKIE: 'false',
		N8N_PYTHON_ENABLED: 'false', // no node needs it, and n8n warns if Python is missing
		N8N_ENFORCE_SETTINGS_FILE_PERMISSIONS: 'true',
		N8N_GRACEFUL_SHUTDOWN_TIMEOUT: '10',
		// Callbacks to this n8n must bypass proxies, which cannot reach it.
		NO_PROXY: [process.env.NO_PROXY ?? process.env.no_proxy, '127.0.0.1', 'localhost']
			.filter(Boolean)
			.join(','),
		...PRIVATE,
		...RELEASES[settings.version].env,
		...settings.extra,
	};
}

/** Turns off everything that contacts n8n's servers. */
const PRIVATE = {
	N8N_DIAGNOSTICS_ENABLED: 'false',
	N8N_DIAGNOSTICS_CONFIG_FRONTEND: '',
	N8N_DIAGNOSTICS_CONFIG_BACKEND: '',
	N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_WHATS_NEW_ENABLED: 'false',
	N8N_DYNAMIC_BANNERS_ENABLED: 'false',
	N8N_TEMPLATES_ENABLED: 'false',
	N8N_PERSONALIZATION_ENABLED: 'false',
	N8N_HIRING_BANNER_ENABLED: 'false',
	N8N_VERIFIED_PACKAGES_ENABLED: 'false',
	N8N_LICENSE_AUTO_RENEW_ENABLED: 'false',
} as const;
