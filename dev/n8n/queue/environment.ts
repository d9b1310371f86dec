import { randomBytes } from 'node:crypto';
import type { Role } from '../launch';

/** Documented settings of n8n's queue, shorter than the defaults so that a dead worker is noticed in seconds. */
const STALLED = {
	QUEUE_WORKER_LOCK_DURATION: '10000',
	QUEUE_WORKER_LOCK_RENEW_TIME: '2000',
	QUEUE_WORKER_STALLED_INTERVAL: '3000',
} as const;

/**
 * The environment that all processes of a cluster share.
 * @param publicUrl the URL of the load balancer, which n8n puts into its webhook and resume URLs
 */
export function clusterEnv(publicUrl: string): Record<string, string> {
	return {
		...STALLED,
		EXECUTIONS_MODE: 'queue',
		OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS: 'true',
		N8N_ENCRYPTION_KEY: randomBytes(24).toString('hex'),
		WEBHOOK_URL: `${publicUrl}/`,
		N8N_EDITOR_BASE_URL: publicUrl,
	};
}

/** What only a process of this kind gets. @param port the port it listens on */
export function ownEnv(role: Role, port: number): Record<string, string> {
	switch (role) {
		case 'main': // leaves production webhooks to the webhook processes
			return { N8N_DISABLE_PRODUCTION_MAIN_PROCESS: 'true' };
		case 'worker': // without these, a worker listens on no port
			return { QUEUE_HEALTH_CHECK_ACTIVE: 'true', QUEUE_HEALTH_CHECK_PORT: String(port) };
		case 'webhook':
			return {};
	}
}
