/** What a template is known not to take is refused before it costs; what the catalogue does not say passes. */
import { platforms, type Template } from '../../nodes/Crun/crun/platforms';
import {
	checkAspectRatio,
	checkImageCount,
	checkResolution,
} from '../../nodes/Crun/crun/preflight';
import { Problem } from '../../nodes/Crun/crun/problem';
import { documented } from './support/documented';

const template = (change: Partial<Template> = {}): Template => {
	const entry = platforms.bytedance.toEntry(documented.byteDanceTemplate());
	if (!entry) throw new Error('not an entry');
	return { ...entry.template, ...change };
};

function problemOf(check: () => void): string | null {
	try {
		check();
		return null;
	} catch (error) {
		if (!(error instanceof Problem)) throw error;
		expect(error.details).toEqual({ kind: 'input' });
		return error.message;
	}
}

describe('the number of images', () => {
	it.each([
		[1, 1, null],
		[2, 2, null],
		[null, 1, null],
		[null, 9, null],
		[1, 2, 'The template "Battle Game" takes 1 image, but 2 were given'],
		[2, 1, 'The template "Battle Game" takes 2 images, but 1 was given'],
		[2, 3, 'The template "Battle Game" takes 2 images, but 3 were given'],
	])('wanted %j, given %i: %j', (image_count, given, problem) => {
		expect(problemOf(() => checkImageCount(template({ image_count }), given))).toBe(problem);
	});
});

describe('the resolution', () => {
	it.each([
		['one on offer', '720p', null],
		[
			'one not on offer',
			'1080p',
			'The template "Battle Game" does not offer the resolution "1080p". It offers: 480p · 166.5 credits, 720p · 355.2 credits',
		],
		[
			'another spelling',
			'720P',
			'The template "Battle Game" does not offer the resolution "720P". It offers: 480p · 166.5 credits, 720p · 355.2 credits',
		],
		[
			'none',
			'',
			'No resolution is chosen. "Battle Game" offers: 480p · 166.5 credits, 720p · 355.2 credits',
		],
	])('%s: %j', (_, chosen, problem) => {
		expect(problemOf(() => checkResolution(template(), chosen))).toBe(problem);
	});

	it.each(['', '720p', 'anything'])('%j passes where the catalogue names none', (chosen) => {
		expect(problemOf(() => checkResolution(template({ resolutions: [] }), chosen))).toBeNull();
	});
});

describe('the aspect ratio', () => {
	it.each([
		[['9:16', '1:1'], '1:1', null],
		[['9:16', '1:1'], undefined, null],
		[[], '16:9', null],
		[
			['9:16', '1:1'],
			'16:9',
			'The template "Battle Game" does not offer the aspect ratio "16:9". It offers: 9:16, 1:1',
		],
	])('of %j may be %j: %j', (aspect_ratios, chosen, problem) => {
		expect(problemOf(() => checkAspectRatio(template({ aspect_ratios }), chosen))).toBe(problem);
	});
});
