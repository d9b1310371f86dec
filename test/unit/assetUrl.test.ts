import { assetIdOf, assetUrlOf } from '../../nodes/Crun/crun/assetUrl';
import { parseImageUrls, parseUrls } from '../../nodes/Crun/crun/url';
import { textOf } from './support/textOf';

const ID = 'asset-20260120091258-abcde';
const URL_OF_ASSET = `asset://${ID}`;
const PHOTO = 'https://static.crunai.com/u/a.png';

describe('assetIdOf', () => {
	it.each([
		[URL_OF_ASSET, ID],
		[`ASSET://${ID}`, ID],
		['asset://7', '7'],
		['asset://a.b~c:d@e%20+f=g_h', 'a.b~c:d@e%20+f=g_h'],
		[`asset://${'a'.repeat(200)}`, 'a'.repeat(200)],
	])('returns the ID in %j', (url, id) => {
		expect(assetIdOf(url)).toBe(id);
		expect(assetIdOf(assetUrlOf(id))).toBe(id);
	});

	it.each([
		'',
		ID,
		'asset',
		'asset:',
		'asset:/x',
		'asset:x',
		'asset//x',
		'asset://',
		'asset:// ',
		'asset:///x',
		'asset://a b',
		'asset://a\tb',
		'asset://a\nb',
		'asset://a\u0000',
		'asset://a\u200b',
		'asset://a\n',
		' asset://a',
		'asset://a/b',
		'asset://a?b',
		'asset://a#b',
		'asset://a,b',
		'asset://a"b',
		'asset://ä',
		'asset://asset://a',
		`asset://${'a'.repeat(201)}`,
		'assets://x',
		'xasset://x',
		'https://asset://x',
		PHOTO,
	])('returns nothing for %j', (text) => {
		expect(assetIdOf(text)).toBeNull();
	});
});

describe('parseUrls', () => {
	it.each<[unknown, string[]]>([
		[URL_OF_ASSET, [URL_OF_ASSET]],
		[` Asset://${ID} `, [URL_OF_ASSET]],
		[`${URL_OF_ASSET},${PHOTO},${URL_OF_ASSET}`, [URL_OF_ASSET, PHOTO, URL_OF_ASSET]],
		[`${PHOTO}\n${URL_OF_ASSET}`, [PHOTO, URL_OF_ASSET]],
		[
			[PHOTO, URL_OF_ASSET],
			[PHOTO, URL_OF_ASSET],
		],
		[JSON.stringify([URL_OF_ASSET]), [URL_OF_ASSET]],
	])('accepts the asset in %j for a model', (given, urls) => {
		expect(parseUrls(given, 'Images')).toEqual(urls);
	});

	it.each(['asset://', 'asset://a b', 'asset://a/b', `asset://${'a'.repeat(201)}`])(
		'refuses %j and says what an asset URL looks like',
		(given) => {
			const shown = given.length > 60 ? `${given.slice(0, 60)}…` : given;
			expect(textOf(() => parseUrls(given, 'Images'))).toBe(
				`The asset URL is not valid. "${shown}" in Images must be asset:// and the ID of an asset, without white space. Use the asset_url that Asset > Upload returns.`,
			);
		},
	);

	it.each(['asset:/x', 'asset:x', 'assets://x', 'xasset://x', ID])(
		'refuses %j, which is not the URL of an asset',
		(given) => {
			expect(textOf(() => parseUrls(given, 'Images'))).toMatch(/^The file URL is not valid\. /);
		},
	);
});

describe('parseImageUrls', () => {
	it.each([URL_OF_ASSET, `${PHOTO}\n${URL_OF_ASSET}`, 'asset://'])(
		'refuses %j for a template',
		(given) => {
			const shown = given.split('\n').pop();
			expect(textOf(() => parseImageUrls(given))).toBe(
				`Templates do not take assets. "${shown}" in Image URLs is the URL of an asset. Crun downloads the image itself, so a template needs a public URL that starts with http:// or https://. Only Task > Create From Any Model takes assets.`,
			);
		},
	);
});
