/** The platforms as Crun spells them. */
export const platformLabels = { bytedance: 'ByteDance', vidu: 'Vidu', kling: 'Kling' } as const;

export type PlatformName = keyof typeof platformLabels;

export const platformNames = Object.keys(platformLabels).filter(isPlatformName);

export function isPlatformName(text: string): text is PlatformName {
	return Object.hasOwn(platformLabels, text);
}
