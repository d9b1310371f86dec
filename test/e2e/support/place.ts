import { join } from 'node:path';

/** The environment variable that tells the test files where this run keeps its files. */
export const PLACE_VARIABLE = 'CRUN_E2E_PLACE';

export const PACKAGE_NAME = 'n8n-nodes-crun';

/** Where n8n keeps community packages, below its user folder. */
export const CONTENTS = join('.n8n', 'nodes', 'node_modules');

/** This run's temporary folder. */
export function place(): string {
	const dir = process.env[PLACE_VARIABLE];
	if (!dir)
		throw new Error('No place for this run: start these tests with jest and its e2e project');
	return dir;
}

/** The package as it was built when the run began. */
export const packageDir = (): string => join(place(), CONTENTS, PACKAGE_NAME);
