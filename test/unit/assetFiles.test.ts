/** Which files of an input are registered as assets, and how the assets take their places. */
import { FILE_PLACEHOLDER, filesToRegister, withAssets } from '../../nodes/Crun/crun/assetFiles';
import type { AssetType, JsonObject } from '../../nodes/Crun/crun/contract';
import { textOf } from './support/textOf';

const A = 'https://x.example/a.png';
const B = 'https://x.example/b.mp4';
const PLAIN = 'https://x.example/files/7';
const NO_TYPES: ReadonlyMap<string, AssetType> = new Map();

const urlsOf = (input: JsonObject, fields: string[]) =>
	filesToRegister(input, fields, NO_TYPES).map((upload) => upload.asset_url);

describe('The files of an input', () => {
	it('are registered with name, type, and URL, in the order of the fields', () => {
		const input = { last_frame: A, prompt: A, videos: [B] };
		expect(filesToRegister(input, ['videos', 'last_frame'], NO_TYPES)).toEqual([
			{ name: 'b.mp4', asset_type: 'Video', asset_url: B },
			{ name: 'a.png', asset_type: 'Image', asset_url: A },
		]);
	});

	it('are registered once each, where they first appear', () => {
		expect(urlsOf({ image: A, videos: [B, B], mask: A }, ['image', 'videos', 'mask'])).toEqual([
			A,
			B,
		]);
	});

	it('have the type that the first of several fields tells', () => {
		const input = { image: PLAIN, audio: PLAIN };
		expect(filesToRegister(input, ['audio', 'image'], NO_TYPES)).toEqual([
			{ name: '7', asset_type: 'Audio', asset_url: PLAIN },
		]);
	});

	it.each<[string, string, Array<[string, AssetType]>, AssetType]>([
		['that is known', A, [[A, 'Audio']], 'Audio'],
		['by the extension, where none is known', A, [[B, 'Audio']], 'Image'],
		['by the name of the field, where the URL has no extension', PLAIN, [], 'Video'],
	])('have the type %s', (_, url, known, type) => {
		const [upload] = filesToRegister({ video_url: url }, ['video_url'], new Map(known));
		expect(upload?.asset_type).toBe(type);
	});

	it.each<[string, JsonObject]>([
		['an asset', { image: 'asset://a' }],
		['a file that is not uploaded yet', { image: FILE_PLACEHOLDER }],
		['a file name', { image: 'a.png' }],
		['a text with a URL in it', { image: `see ${A}` }],
		['an object', { image: { url: A } }],
		['a list in a list', { image: [[A]] }],
		['a number', { image: 7 }],
		['null', { image: null }],
		['a list of these', { image: [null, 7, 'asset://a', FILE_PLACEHOLDER, { url: A }] }],
		['a field that takes no files', { prompt: A }],
		['nothing', {}],
	])('do not include %s', (_, input) => {
		expect(filesToRegister(input, ['image', 'constructor'], NO_TYPES)).toEqual([]);
	});

	it('are refused where the type of one cannot be detected', () => {
		const input = { image: A, source: `${PLAIN}?token=1` };
		expect(textOf(() => filesToRegister(input, ['image', 'source'], NO_TYPES))).toBe(
			'The asset type cannot be detected. "https://x.example/files/7?***" does not end with the extension of a known image, video or audio format. Register the file with Asset > Upload, where you can set its type, and use the asset_url that it returns.',
		);
	});
});

describe('An input with assets in place of files', () => {
	const assets = new Map([[A, 'asset://a']]);

	it('has them in all fields that take files, alone and in lists', () => {
		const input = { image: A, images: [A, B, A, null, 7], deep: [[A]] };
		expect(withAssets(input, ['image', 'images', 'deep'], assets)).toEqual({
			image: 'asset://a',
			images: ['asset://a', B, 'asset://a', null, 7],
			deep: [['asset://a']],
		});
	});

	it('keeps everything else, and the input that was given', () => {
		const input = { prompt: A, image: B, more: { image: A }, seed: 7, mask: { url: A } };
		expect(withAssets(input, ['image', 'mask', 'seed'], assets)).toEqual({
			prompt: A,
			image: B,
			more: { image: A },
			seed: 7,
			mask: { url: A },
		});
		const given = { image: [A] };
		withAssets(given, ['image'], assets);
		expect(given).toEqual({ image: [A] });
	});
});
