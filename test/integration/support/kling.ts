import type { Simulator } from '../../../dev/simulator';

/** A template in Kling's catalogue. */
export const KISS = {
	key: 'kiss',
	info: 'Upload 2 images of people',
	credit: 45.5,
	cover_url: 'https://k.example/c.png',
	video_url: 'https://k.example/v.mp4',
};

/** Makes Kling's catalogue consist of these entries. */
export function useKlingCatalogue({ catalogues }: Simulator, ...entries: unknown[]): void {
	catalogues.kling.splice(0, Infinity, ...entries);
}
