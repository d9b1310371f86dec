/** Catalogue entries as the node returns them: the same shape for every platform, and nothing guessed. */
import {
	isPlatformName,
	platformNames,
	platforms,
	type Template,
} from '../../nodes/Crun/crun/platforms';
import { imageCountFromProse } from '../../nodes/Crun/crun/platforms/imageCount';
import { inWords } from '../../nodes/Crun/crun/platforms/template';
import { documented } from './support/documented';

const template = (platform: 'bytedance' | 'vidu' | 'kling', raw: unknown): Template => {
	const entry = platforms[platform].toEntry(raw);
	if (!entry) throw new Error('Not an entry');
	return entry.template;
};

const EMPTY = {
	original_name: null,
	image_count: null,
	requirements: null,
	requirements_text: null,
	template_type: null,
	resolutions: [],
	credits_from: null,
	aspect_ratios: [],
	duration_s: null,
	cover_url: null,
	preview_url: null,
	tags: [],
	is_hot: null,
	is_new: null,
};

describe('the documented ByteDance template', () => {
	it('becomes exactly this simplified template', () => {
		const simple = {
			platform: 'bytedance',
			id: '104909826',
			name: 'Battle Game',
			original_name: '战斗游戏',
			image_count: 1,
			requirements: 'SINGLE_PERSON',
			requirements_text: 'one person',
			template_type: 'BEGIN_END_FRAME',
			resolutions: [
				{ resolution: '480p', credits: 166.5 },
				{ resolution: '720p', credits: 355.2 },
			],
			credits_from: 166.5,
			aspect_ratios: ['9:16', '1:1', '16:9', '4:3', '3:4'],
			duration_s: 10.1,
			cover_url: 'https://muse.console.volcengine.com/…/example.jpeg',
			preview_url: 'https://muse.console.volcengine.com/….mp4',
			tags: ['🔥Seedance2.0 Model'],
			is_hot: null,
			is_new: null,
		};
		expect(JSON.stringify(template('bytedance', documented.byteDanceTemplate()))).toBe(
			JSON.stringify(simple),
		);
	});

	it('keeps the API’s own object as it is, and can be found by its names and tags in both languages', () => {
		const entry = platforms.bytedance.toEntry(documented.byteDanceTemplate());
		expect(entry?.raw).toEqual(documented.byteDanceTemplate());
		expect(entry?.searchTexts).toEqual([
			'Battle Game',
			'104909826',
			'战斗游戏',
			'Battle Game',
			'🔥Seedance2.0模型',
			'🔥Seedance2.0 Model',
		]);
	});
});

describe('the documented Vidu template', () => {
	it('becomes the same shape, with its fields in the same order', () => {
		const simple = {
			platform: 'vidu',
			id: 'Vintage_Moment_of_Mom',
			name: 'Vintage Moment of Mom',
			original_name: null,
			image_count: 1,
			requirements: 'Only single female person photos are supported',
			requirements_text: 'Only single female person photos are supported',
			template_type: null,
			resolutions: [{ resolution: '1080p', credits: 9 }],
			credits_from: 9,
			aspect_ratios: ['9:16'],
			duration_s: null,
			cover_url: 'https://scene.cf.vidu.studio/….png',
			preview_url: 'https://scene.cf.vidu.studio/….png',
			tags: ['Festival'],
			is_hot: true,
			is_new: false,
		};
		expect(JSON.stringify(template('vidu', documented.viduTemplate()))).toBe(
			JSON.stringify(simple),
		);
	});

	it('keeps the API’s own object as it is, and can be found by name, ID and category', () => {
		const entry = platforms.vidu.toEntry(documented.viduTemplate());
		expect(entry?.raw).toEqual(documented.viduTemplate());
		expect(entry?.searchTexts).toEqual([
			'Vintage Moment of Mom',
			'Vintage_Moment_of_Mom',
			'Vintage Moment of Mom',
			'Festival',
		]);
	});
});

describe('what the catalogue does not say', () => {
	it.each([
		['absent', {}],
		[
			'null',
			{
				Title: null,
				Title_en: null,
				Cover: null,
				Duration: null,
				Tags: null,
				InputNum: null,
				ConsumeItems: null,
				SupportAspectRatio: null,
			},
		],
		[
			'empty',
			{
				Title: '',
				Title_en: '',
				Cover: '',
				PreviewVideo: '',
				Duration: 0,
				Tags: [],
				Tags_en: [],
				InputRequirement: '',
				InputNum: 0,
				ConsumeItems: [],
				SupportAspectRatio: '',
			},
		],
		[
			'of another type',
			{
				Title: 7,
				Title_en: [],
				Cover: {},
				PreviewVideo: 1,
				Duration: '10 s',
				Tags: { a: 1 },
				Tags_en: 1,
				InputRequirement: 1,
				InputNum: 'one',
				ConsumeItems: {},
				SupportAspectRatio: { a: 1 },
			},
		],
	])('is null in a ByteDance template: %s', (_, fields) => {
		expect(template('bytedance', { TemplateId: '1', ...fields })).toEqual({
			platform: 'bytedance',
			id: '1',
			name: '1',
			...EMPTY,
		});
	});

	it.each([{}, { Title: null, Tags: null }, { Title_en: '', Tags_en: [] }])(
		'is not found in a ByteDance template: %j',
		(fields) => {
			const entry = platforms.bytedance.toEntry({ TemplateId: '1', ...fields });
			expect(entry?.searchTexts).toEqual(['1', '1']);
		},
	);

	it.each([
		['absent', {}],
		[
			'null',
			{
				name: null,
				resolution: null,
				duration: null,
				credits: null,
				input_instruction: null,
				category_name: null,
				is_hot: null,
				is_new: null,
			},
		],
		[
			'empty',
			{
				name: '',
				resolution: [],
				duration: [],
				aspect_ratio: [],
				cover: '',
				video: '',
				person_count: '',
				input_instruction: '',
				category_name: '',
			},
		],
		[
			'of another type',
			{
				name: 7,
				resolution: 1080,
				duration: 5,
				aspect_ratio: { a: '9:16' },
				cover: 1,
				video: {},
				credits: {},
				person_count: 1,
				input_instruction: {},
				category_name: 1,
				is_hot: 'yes',
				is_new: 1,
			},
		],
	])('is null in a Vidu template: %s', (_, fields) => {
		expect(template('vidu', { template: 'x', ...fields })).toEqual({
			platform: 'vidu',
			id: 'x',
			name: 'x',
			...EMPTY,
		});
	});

	it.each([
		null,
		'text',
		7,
		[],
		{},
		{ TemplateId: '', template: '' },
		{ TemplateId: null, template: null },
	])('makes no entry of %j, which has no ID', (raw) => {
		expect(platforms.bytedance.toEntry(raw)).toBeNull();
		expect(platforms.vidu.toEntry(raw)).toBeNull();
	});

	it.each([
		'',
		'{',
		'null',
		'[]',
		'7',
		'"text"',
		'{"image_count":7,"person_count":{}}',
		'{"image_count":""}',
	])('stays null with the input instruction %j', (input_instruction) => {
		expect(template('vidu', { template: 'x', input_instruction })).toMatchObject({
			image_count: null,
			requirements: null,
			requirements_text: null,
			template_type: null,
		});
	});
});

describe('a ByteDance template', () => {
	it.each([
		[{ Title: '战斗游戏' }, '战斗游戏', null],
		[{ Title_en: 'Battle Game' }, 'Battle Game', null],
		[{ Title: 'Same', Title_en: 'Same' }, 'Same', null],
		[{ Title: '战斗游戏', Title_en: '' }, '战斗游戏', null],
		[{ Title: '战斗游戏', Title_en: 'Battle Game' }, 'Battle Game', '战斗游戏'],
	])('with %j has the name %s and the original name %s', (titles, name, original_name) => {
		expect(template('bytedance', { TemplateId: '1', ...titles })).toMatchObject({
			name,
			original_name,
		});
	});

	it.each([
		[1, 1],
		[2, 2],
		[0, null],
		[-1, null],
		[1.5, null],
	])('with InputNum %d takes %j images', (InputNum, image_count) => {
		expect(template('bytedance', { TemplateId: '1', InputNum })).toMatchObject({ image_count });
	});

	it('has its lowest known price, and its original tags only where there are no English ones', () => {
		const ConsumeItems = [
			{ Resolution: '1080p', Credit: '799' },
			{ Resolution: '720p' },
			{ Resolution: '480p', Credit: 166.5 },
		];
		expect(
			template('bytedance', { TemplateId: '1', ConsumeItems, Tags: ['热门'], Tags_en: [] }),
		).toMatchObject({
			resolutions: [
				{ resolution: '1080p', credits: 799 },
				{ resolution: '720p', credits: null },
				{ resolution: '480p', credits: 166.5 },
			],
			credits_from: 166.5,
			tags: ['热门'],
		});
	});

	it('reads aspect ratios with white space and empty entries', () => {
		expect(
			template('bytedance', { TemplateId: '1', SupportAspectRatio: ' 9:16 , 1:1,,' }).aspect_ratios,
		).toEqual(['9:16', '1:1']);
	});
});

describe('a Vidu template', () => {
	it('has no price per resolution where it has several resolutions', () => {
		expect(
			template('vidu', { template: 'x', resolution: ['720p', '1080p'], credits: 9 }),
		).toMatchObject({
			resolutions: [
				{ resolution: '720p', credits: null },
				{ resolution: '1080p', credits: null },
			],
			credits_from: 9,
		});
	});

	it.each([
		[[0], null],
		[[8], 8],
		[[0, 5, 8], 5],
		[[-1], null],
	])('with the durations %j lasts %j seconds', (duration, duration_s) => {
		expect(template('vidu', { template: 'x', duration })).toMatchObject({ duration_s });
	});

	it('has its requirements from the input instruction where the entry itself has none', () => {
		const input_instruction = '{"person_count":"Two persons"}';
		expect(template('vidu', { template: 'x', input_instruction }).requirements).toBe('Two persons');
		expect(
			template('vidu', { template: 'x', input_instruction, person_count: 'One person' })
				.requirements,
		).toBe('One person');
	});
});

describe('a Kling template', () => {
	const raw = {
		key: 'hug',
		cover_url: 'https://x.example/c.png',
		video_url: 'https://x.example/v.mp4',
		info: 'Upload 2 images of people',
		credit: 7,
		more: 1,
	};

	it('is named by its key, and takes as many images as it clearly states', () => {
		expect(template('kling', raw)).toEqual({
			...EMPTY,
			platform: 'kling',
			id: 'hug',
			name: 'Hug',
			original_name: 'hug',
			image_count: 2,
			requirements: 'Upload 2 images of people',
			requirements_text: 'Upload 2 images of people',
			template_type: null,
			credits_from: 7,
			cover_url: 'https://x.example/c.png',
			preview_url: 'https://x.example/v.mp4',
		});
	});

	it('is found by its key and its description, and keeps the whole entry', () => {
		const entry = platforms.kling.toEntry(raw);
		expect(entry?.searchTexts).toEqual(['Hug', 'hug', 'Upload 2 images of people']);
		expect(entry?.raw).toEqual(raw);
	});

	it.each([{}, { cover_url: '', video_url: '', info: '', credit: null }, { info: null }])(
		'says null where the catalogue says nothing: %j',
		(more) => {
			const entry = platforms.kling.toEntry({ key: 'hug', ...more });
			expect(entry?.template).toEqual({
				...EMPTY,
				platform: 'kling',
				id: 'hug',
				name: 'Hug',
				original_name: 'hug',
			});
			expect(entry?.searchTexts).toEqual(['Hug', 'hug']);
		},
	);

	it.each([
		['kung_fu_by_night', 'Kung Fu By Night', 'kung_fu_by_night'],
		['heart-gesture', 'Heart Gesture', 'heart-gesture'],
		['heartGesture', 'Heart Gesture', 'heartGesture'],
		['__hug__2', 'Hug 2', '__hug__2'],
		['DJ_party', 'DJ Party', 'DJ_party'],
		['i_v1.6', 'I V1.6', 'i_v1.6'],
		['Hug', 'Hug', null],
		['20250101', '20250101', null],
		['a1b2-c3d4', 'A1b2 C3d4', 'a1b2-c3d4'],
		['9f8e7d6c-1a2b-3c4d-5e6f-7a8b9c0d1e2f', '9f8e7d6c-1a2b-3c4d-5e6f-7a8b9c0d1e2f', null],
		['Kiss Me', 'Kiss Me', null],
		['kiss me', 'kiss me', null],
		['hug拥抱', 'hug拥抱', null],
		['hug__-__pet', 'Hug Pet', 'hug__-__pet'],
		['拥抱_2', '拥抱_2', null],
		['___', '___', null],
	])('with the key %s has the name %s', (key, name, original) => {
		expect(template('kling', { key })).toMatchObject({ id: key, name, original_name: original });
	});

	it('without a key is no template', () => {
		for (const entry of [{ ...raw, key: '' }, { info: 'x' }, null, 'hug'])
			expect(platforms.kling.toEntry(entry)).toBeNull();
	});
});

describe('imageCountFromProse', () => {
	it.each([
		['Only one image can be uploaded', 1],
		['Only 1 image can be uploaded', 1],
		['ONE IMAGE', 1],
		['Two images are required', 2],
		['Upload exactly 3 images.', 3],
		['Four images', 4],
		['six images', 6],
		['Upload 12 images', 12],
		['Upload 2 photos', 2],
		['one picture', 1],
	])('reads "%s" as %i', (prose, count) => {
		expect(imageCountFromProse(prose)).toBe(count);
	});

	it.each([
		null,
		'',
		'Any number of images',
		'One or two images',
		'1 or 2 images',
		'1-3 images',
		'1–3 images',
		'1~3 images',
		'2+ images',
		'One to three images',
		'At least one image',
		'At most 4 images',
		'Up to 7 images',
		'More than one image',
		'No fewer than 2 images',
		'Between 1 and 3 images',
		'Minimum 1 image',
		'max 3 images',
		'Multiple images, one per person',
		'Two images, each of one person',
		'Upload images',
		'Someone’s image',
		'0 images',
		'1080p images',
		'Upload 2 images of 3 people',
		'Each image must be smaller than 50 MB',
		'Images of 1080 pixels',
		'Only photos of one person',
		'Images with two persons',
		'One pair of images',
		'Within 4 images',
		'Not exceeding 3 images',
		'Limit of three images',
		'<= 2 images',
		'One image per person',
		'One image, a second image is optional',
	])('reads %j as unknown', (prose) => {
		expect(imageCountFromProse(prose)).toBeNull();
	});
});

describe('the table of platforms', () => {
	it('has the query of each platform for one template', () => {
		expect(platforms.bytedance.byId('1')).toEqual({ template_id: '1' });
		expect(platforms.vidu.byId('x')).toEqual({ template: 'x' });
	});

	it('has queries that the endpoints allow', () => {
		for (const name of platformNames) {
			const { endpoint, byId } = platforms[name];
			expect(endpoint.query.safeParse(byId('1')).success).toBe(true);
			expect(endpoint.query.safeParse({ page: 1, page_size: 50 }).success).toBe(true);
		}
	});

	it.each([
		['bytedance', true],
		['vidu', true],
		['ByteDance', false],
		['', false],
		['toString', false],
		['__proto__', false],
	])('has %j as a platform: %s', (name, known) => {
		expect(isPlatformName(name)).toBe(known);
	});
});

describe('a catalogue that sends values in other forms', () => {
	it.each([
		[
			{ InputNum: '1', Duration: '10123' },
			{ InputNum: 1, Duration: 10123 },
		],
		[
			{ ConsumeItems: [{ Resolution: 720, Credit: '1,355.2' }] },
			{ ConsumeItems: [{ Resolution: '720', Credit: 1355.2 }] },
		],
		[{ Tags_en: '["hot","new"]' }, { Tags_en: ['hot', 'new'] }],
		[{ Tags_en: 'hot, new' }, { Tags_en: ['hot', 'new'] }],
		[{ SupportAspectRatio: ['9:16', '1:1'] }, { SupportAspectRatio: '9:16,1:1' }],
	])('is understood: ByteDance %j', (given, usual) => {
		expect(template('bytedance', { TemplateId: '1', ...given })).toEqual(
			template('bytedance', { TemplateId: '1', ...usual }),
		);
	});

	it.each([
		[{ aspect_ratio: '9:16, 1:1' }, { aspect_ratio: ['9:16', '1:1'] }],
		[
			{ resolution: '["720p"]', credits: '9' },
			{ resolution: ['720p'], credits: 9 },
		],
	])('is understood: Vidu %j', (given, usual) => {
		expect(template('vidu', { template: 'x', ...given })).toEqual(
			template('vidu', { template: 'x', ...usual }),
		);
	});
});

it.each([
	['SINGLE_PERSON', 'one person'],
	['TWO_PERSONS', 'two persons'],
	['PERSON_AND_PET', 'person and pet'],
	['PET', 'pet'],
	['Only single female person photos', 'Only single female person photos'],
	['Single_person', 'Single_person'],
	['For a SINGLE_PERSON', 'For a SINGLE_PERSON'],
	['SINGLE_PERSON photos', 'SINGLE_PERSON photos'],
	['', ''],
	[null, null],
])('%j in words is %j', (code, words) => {
	expect(inWords(code)).toBe(words);
});
