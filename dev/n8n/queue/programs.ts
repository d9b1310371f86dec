import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The programs that a cluster is made of, apart from n8n: their paths. */
export interface Programs {
	readonly initdb: string;
	readonly postgres: string;
	readonly psql: string;
	readonly redis: string;
}

/** Where Debian installs PostgreSQL's server programs, which are not on the PATH. */
const POSTGRES_VERSIONS = '/usr/lib/postgresql';

/** Finds PostgreSQL and Redis. @throws Error that says what to install if one of them is missing */
export function findPrograms(): Programs {
	const missing: string[] = [];
	const find = (program: string): string => {
		const path = pathOf(program);
		if (path === undefined) missing.push(program);
		return path ?? '';
	};
	const programs = {
		initdb: find('initdb'),
		postgres: find('postgres'),
		psql: find('psql'),
		redis: find('redis-server'),
	};
	if (missing.length > 0)
		throw new Error(
			`n8n's queue mode needs PostgreSQL and Redis, and these programs are missing: ${missing.join(', ')}. On Debian and Ubuntu, install them with: apt-get install postgresql redis-server`,
		);
	return programs;
}

function pathOf(program: string): string | undefined {
	const onPath = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
	const folders = [...onPath, ...postgresFolders()];
	return folders.map((folder) => join(folder, program)).find((path) => existsSync(path));
}

function postgresFolders(): string[] {
	if (!existsSync(POSTGRES_VERSIONS)) return [];
	const newestFirst = readdirSync(POSTGRES_VERSIONS).sort((a, b) => Number(b) - Number(a));
	return newestFirst.map((version) => join(POSTGRES_VERSIONS, version, 'bin'));
}
