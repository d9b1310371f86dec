import { join } from 'node:path';

/** The environment variable with the temporary folder of this run. */
export const FOLDER_VARIABLE = 'CRUN_E2E_FOLDER';

export const PACKAGE_NAME = 'n8n-nodes-crun';

/** Where n8n keeps community packages, relative to its user folder. */
export const PACKAGES_PATH = join('.n8n', 'nodes', 'node_modules');

/** The temporary folder of this run. */
export function runFolder(): string {
	const dir = process.env[FOLDER_VARIABLE];
	if (!dir)
		throw new Error(`${FOLDER_VARIABLE} is not set: run these tests with jest's e2e project`);
	return dir;
}

/** The copy of the built package that was made at the start of the run. */
export const packageDir = (): string => join(runFolder(), PACKAGES_PATH, PACKAGE_NAME);
