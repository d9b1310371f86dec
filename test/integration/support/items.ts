import type { INodeExecutionData } from 'n8n-workflow';

export const PHOTO_URL = 'https://example.com/photo.png';
export const photoUrl = (name: string) => `https://example.com/${name}.png`;

/** One item per photo. The name of the photo tells which item a task was created for. */
export const photos = (...names: string[]): INodeExecutionData[] =>
	names.map((name) => ({ json: { photo: photoUrl(name) } }));

export const manyPhotos = (count: number) =>
	photos(...Array.from({ length: count }, (_, index) => `photo-${index}`));

/** One item per duration in seconds, for `createSora()`. */
export const itemsWithDuration = (...seconds: number[]): INodeExecutionData[] =>
	seconds.map((duration) => ({ json: { duration } }));
