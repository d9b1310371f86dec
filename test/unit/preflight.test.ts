/**
 * What a template is known not to accept is refused before it costs anything; what the catalogue does not say
 * passes.
 */
import { platforms, type Template } from '../../nodes/Crun/crun/platforms';
import {
	checkAspectRatio,
	checkImageCount,
	checkResolution,
} from '../../nodes/Crun/crun/preflight';
import { Problem, wholeText } from '../../nodes/Crun/crun/problem';
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
		return wholeText(error);
	}
}

describe('checkImageCount', () => {
	it.each([
		[1, 1, null],
		[2, 2, null],
		[null, 1, null],
		[null, 9, null],
		[
			1,
			2,
			'The template takes a different number of images. "Battle Game" takes 1 image, but 2 were provided.',
		],
		[
			2,
			1,
			'The template takes a different number of images. "Battle Game" takes 2 images, but 1 was provided.',
		],
		[
			2,
			3,
			'The template takes a different number of images. "Battle Game" takes 2 images, but 3 were provided.',
		],
	])('where the template takes %j, answers %i images with %j', (image_count, given, problem) => {
		expect(problemOf(() => checkImageCount(template({ image_count }), given))).toBe(problem);
	});
});

describe('checkResolution', () => {
	it.each([
		['an offered resolution', '720p', null],
		[
			'a resolution that is not offered',
			'1080p',
			'The template does not offer this resolution. "1080p" was requested. "Battle Game" offers: 480p · 166.5 credits, 720p · 355.2 credits.',
		],
		[
			'another spelling',
			'720P',
			'The template does not offer this resolution. "720P" was requested. "Battle Game" offers: 480p · 166.5 credits, 720p · 355.2 credits.',
		],
		[
			'no resolution',
			'',
			'No resolution is selected. "Battle Game" offers: 480p · 166.5 credits, 720p · 355.2 credits.',
		],
	])('answers %s, %j, with %j', (_, chosen, problem) => {
		expect(problemOf(() => checkResolution(template(), chosen))).toBe(problem);
	});

	it.each(['', '720p', 'anything'])(
		'accepts %j where the catalogue lists no resolutions',
		(chosen) => {
			expect(problemOf(() => checkResolution(template({ resolutions: [] }), chosen))).toBeNull();
		},
	);
});

describe('checkAspectRatio', () => {
	it.each([
		[['9:16', '1:1'], '1:1', null],
		[['9:16', '1:1'], undefined, null],
		[[], '16:9', null],
		[
			['9:16', '1:1'],
			'16:9',
			'The template does not offer this aspect ratio. "16:9" was requested. "Battle Game" offers: 9:16, 1:1.',
		],
	])('where the template offers %j, answers %j with %j', (aspect_ratios, chosen, problem) => {
		expect(problemOf(() => checkAspectRatio(template({ aspect_ratios }), chosen))).toBe(problem);
	});

	it('knows the documented aspect ratios where the template names none, or could not be asked for', () => {
		const text = 'The template does not offer this aspect ratio. "4:3" was requested.';
		expect(problemOf(() => checkAspectRatio(template({ aspect_ratios: [] }), '4:3'))).toBe(
			`${text} "Battle Game" offers: 16:9, 9:16, 1:1.`,
		);
		expect(problemOf(() => checkAspectRatio(null, '4:3'))).toBe(
			`${text} Vidu offers: 16:9, 9:16, 1:1.`,
		);
		expect(problemOf(() => checkAspectRatio(null, '9:16'))).toBeNull();
		expect(problemOf(() => checkAspectRatio(null, undefined))).toBeNull();
	});
});
