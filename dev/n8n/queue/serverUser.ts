import { readFileSync } from 'node:fs';

/** The user and the group that a server runs as. */
export interface ServerUser {
	readonly uid: number;
	readonly gid: number;
}

/** PostgreSQL's own user, and one that every system has. */
const CANDIDATES = ['postgres', 'nobody'];

/**
 * The user that PostgreSQL runs as if this process is root's, because PostgreSQL refuses to run as root. Undefined
 * for every other user: then it runs as the same user.
 */
export function serverUser(): ServerUser | undefined {
	if (process.getuid?.() !== 0) return undefined;
	const accounts = readFileSync('/etc/passwd', 'utf8')
		.split('\n')
		.map((line) => line.split(':'));
	for (const name of CANDIDATES) {
		const [, , uid, gid] = accounts.find((fields) => fields[0] === name) ?? [];
		if (uid !== undefined && gid !== undefined) return { uid: Number(uid), gid: Number(gid) };
	}
	throw new Error(
		`PostgreSQL does not run as root, and there is no user ${CANDIDATES.join(' or ')}`,
	);
}
