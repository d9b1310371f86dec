/** What a template task may be told. No schemas here, because the nodes show these values: see `fields/`. */

export const VIDU_PROMPT_MAX_LENGTH = 2000;
/** The resolutions that are known: 480p and 720p [doc], 1080p [inferred]. A template offers some of them. */
export const BYTEDANCE_RESOLUTIONS = ['480p', '720p', '1080p'] as const;

export const VIDU_ASPECT_RATIOS = ['16:9', '9:16', '1:1'] as const;

/** `area` applies to the template `exotic_princess` only. */
export const VIDU_AREAS = [
	'auto',
	'denmark',
	'uk',
	'africa',
	'china',
	'mexico',
	'switzerland',
	'russia',
	'italy',
	'korea',
	'thailand',
	'india',
	'japan',
] as const;

/** `beast` applies to the template `beast_companion` only. */
export const VIDU_BEASTS = ['auto', 'bear', 'tiger', 'elk', 'snake', 'lion', 'wolf'] as const;
