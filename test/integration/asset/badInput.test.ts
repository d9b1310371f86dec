import type { INodeParameters } from 'n8n-workflow';
import { MEDIA } from '../../../dev/simulator';
import {
	executeNode,
	getAsset,
	itemWithFiles,
	messageOf,
	textFile,
	uploadAsset,
	uploadAssetFromBinary,
	useSimulator,
} from '../support';

const sim = useSimulator();
afterEach(() => expect(sim.requests).toEqual([]));

const VIDEO = { bytes: MEDIA.mp4.bytes, name: 'clip.png', type: 'image/png' };
const options = (values: INodeParameters) => uploadAsset({}, values);

describe('Asset > Upload sends nothing', () => {
	it.each<[string, INodeParameters, RegExp]>([
		['no URL', uploadAsset({ fileUrl: '' }), /^File URL is not an http\(s\) URL\./],
		['a data URI', uploadAsset({ fileUrl: 'data:image/png;base64,AA' }), /^File URL is not/],
		['the URL of an asset', uploadAsset({ fileUrl: 'asset://a' }), /^File URL is not/],
		[
			'two URLs',
			uploadAsset({ fileUrl: 'https://a.example/a.png\nhttps://a.example' }),
			/^File URL/,
		],
		[
			'a URL without an extension',
			uploadAsset({ fileUrl: 'https://a.example/photo?token=1' }),
			/^The asset type cannot be detected\. "https:\/\/a\.example\/photo\?\*\*\*" .* Set Asset Type/,
		],
		[
			'an unknown extension',
			uploadAsset({ fileUrl: 'https://a.example/a.txt' }),
			/^The asset type cannot/,
		],
		['an unknown source', uploadAsset({ fileSource: 'file' }), /^File Source is not valid\./],
		['an unknown type', uploadAsset({ assetType: 'Image' }), /^Asset Type is not valid\./],
		[
			'an object as its name',
			uploadAsset({ assetName: '={{ {} }}' }),
			/^Asset Name is not valid\./,
		],
		['no flag', uploadAsset({ waitForActive: '={{ "yes" }}' }), /^Wait Until Active is not valid/],
		['no flag to simplify', uploadAsset({ simplify: '={{ 1 }}' }), /^Simplify is not valid\./],
		['a timeout of 0', options({ timeoutMinutes: 0 }), /^Timeout \(Minutes\) is not valid\./],
		['a tiny interval', options({ pollIntervalSeconds: 0.1 }), /^Poll Interval \(Seconds\) is not/],
		['no concurrency', options({ concurrency: 0 }), /^Concurrency is not valid\./],
		['an unknown choice', options({ onTimeout: 'output' }), /^On Timeout is not valid\./],
		['a missing binary field', uploadAssetFromBinary({ binaryPropertyName: 'x' }), /"x"|'x'/],
		[
			'no binary field',
			uploadAssetFromBinary({ binaryPropertyName: '' }),
			/^Input Binary Field is empty/,
		],
		[
			'two binary fields',
			uploadAssetFromBinary({ binaryPropertyName: 'data, data' }),
			/^An asset is made of one file\. .* names 2 fields/,
		],
		[
			'another type than the file has',
			uploadAssetFromBinary({ assetType: 'image' }),
			/^The asset type does not match the file\. "clip\.png" is video\/mp4, and Asset Type is Image\./,
		],
	])('for %s', async (_, parameters, message) => {
		const items = [await itemWithFiles({ data: VIDEO })];
		const { error } = await executeNode({ sim, parameters, items });
		expect(messageOf(error)).toMatch(message);
	});

	it('for a file that is no media file, nor for the items beside it', async () => {
		const items = [await itemWithFiles({ data: VIDEO }), await itemWithFiles({ data: textFile() })];
		const { error } = await executeNode({ sim, parameters: uploadAssetFromBinary(), items });
		expect(messageOf(error)).toMatch(/^The file is not an image, video or audio file\./);
		expect(error).toMatchObject({ context: { itemIndex: 1 } });
	});
});

describe('Asset > Get sends nothing', () => {
	it.each([
		'asset:/x',
		'asset://',
		'asset://a b',
		'assets://x',
		'asset://a/b',
		'https://example.com/a.png',
		'a b',
		'a\u0000b',
		'x'.repeat(201),
	])('for %j', async (id) => {
		const { error } = await executeNode({
			sim,
			parameters: getAsset(`={{ ${JSON.stringify(id)} }}`),
		});
		expect(messageOf(error)).toMatch(/^The asset ID is not valid\. /);
	});

	it('for no ID', async () => {
		const { error } = await executeNode({ sim, parameters: getAsset(' ') });
		expect(messageOf(error)).toMatch(/^Asset ID is empty\. Use the asset_id or the asset_url/);
	});
});
