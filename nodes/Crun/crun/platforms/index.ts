import { byteDance } from './byteDance';
import { kling } from './kling';
import type { PlatformName } from './names';
import type { Platform } from './template';
import { vidu } from './vidu';

export { isPlatformName, platformNames, type PlatformName } from './names';
export type { CatalogueEntry, Template } from './template';

/** A new platform takes its name in names.ts, a file beside this one with an entry here, and an operation. */
export const platforms = {
	bytedance: byteDance,
	vidu,
	kling,
} satisfies Record<PlatformName, Platform>;
