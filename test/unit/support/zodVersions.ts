/** The versions of zod that the supported versions of n8n bring: modules can be loaded with each of them. */
import type * as zodModule from 'zod';

type Zod = typeof zodModule;

export const ZOD_VERSIONS = ['zod-3-22', 'zod', 'zod-4'] as const;
export type ZodVersion = (typeof ZOD_VERSIONS)[number];

/**
 * Loads one of our modules, and what it imports, with this zod for its `import … from 'zod'`. Call it outside of tests:
 * Stryker would take the test in which a module loads for the only one that covers its constants.
 * @param load calls `jest.requireActual` with a literal path, so that jest and Stryker know what the test depends on
 * @returns the module, and the zod that it uses
 */
export function loadWith<Module>(
	version: ZodVersion,
	load: () => Module,
): { module: Module; zod: Zod } {
	let zod: Zod | undefined;
	let module: Module | undefined;
	jest.isolateModules(() => {
		zod = jest.requireActual<Zod>(version);
		jest.doMock('zod', () => zod);
		try {
			module = load();
		} finally {
			jest.dontMock('zod');
		}
	});
	if (!zod || !module) throw new Error(`The module did not load with ${version}`);
	return { module, zod };
}
