/** The pictures that the editor suite makes for the documentation: `docs/pictures/<name>.png`. */
export const PICTURES = [
	'nodes-panel',
	'actions',
	'credential-good',
	'credential-bad',
	'templates',
	'templates-page-two',
	'templates-english',
	'templates-chinese',
	'resolutions-birthday',
	'resolutions-battle-game',
	'run-canvas',
	'run-video',
	'error',
	'trigger-listening',
	'trigger-event',
	'agent',
] as const;

export type PictureName = (typeof PICTURES)[number];
