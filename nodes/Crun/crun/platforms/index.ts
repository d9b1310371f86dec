import { byteDance } from './byteDance';
import { kling } from './kling';
import type { Platform, PlatformName } from './template';
import { vidu } from './vidu';

export type { CatalogueEntry, PlatformName, Template } from './template';

/** A new platform takes its name in `PlatformName`, a file beside this one with an entry here, and an operation. */
export const platforms = {
	bytedance: byteDance,
	vidu,
	kling,
} satisfies Record<PlatformName, Platform>;

export const platformNames = Object.keys(platforms).filter(isPlatformName);

export function isPlatformName(text: string): text is PlatformName {
	return Object.hasOwn(platforms, text);
}
