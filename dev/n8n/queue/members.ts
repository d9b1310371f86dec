import { join } from 'node:path';
import type { InstalledN8n } from '../install';
import type { Role } from '../launch';
import type { N8nOptions } from '../options';
import { freePorts } from '../ports';
import { ownEnv } from './environment';
import { QueueProcess } from './queueProcess';

/** n8n's processes of a cluster. */
export interface Members {
	readonly main: QueueProcess;
	readonly workers: readonly [QueueProcess, QueueProcess];
	readonly webhooks: readonly [QueueProcess, QueueProcess];
}

const COUNT = 5;

/** Everything the processes of a cluster share. `userFolder` gets a folder for each process. */
export type MemberOptions = Omit<N8nOptions, 'logFile' | 'port'>;

/** The n8n processes of a cluster, not started. Each one has its own folder, log, and ports. */
export async function createMembers(
	options: MemberOptions,
	installed: InstalledN8n,
): Promise<Members> {
	const ports = await freePorts(2 * COUNT);
	const takePort = (): number => {
		const port = ports.pop();
		if (port === undefined) throw new Error('There are too few ports');
		return port;
	};
	const create = (role: Role, number?: number) => {
		const name = number === undefined ? role : `${role} ${number}`;
		const folder = join(options.userFolder, name.replace(' ', '-'));
		const port = takePort();
		return new QueueProcess({
			...options,
			role,
			name,
			installed,
			userFolder: folder,
			logFile: `${folder}.log`,
			port,
			brokerPort: takePort(),
			env: { ...options.env, ...ownEnv(role, port) },
		});
	};
	return {
		main: create('main'),
		workers: [create('worker', 1), create('worker', 2)],
		webhooks: [create('webhook', 1), create('webhook', 2)],
	};
}
