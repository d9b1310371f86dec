/** What a Crun API credential stands for: an API key, and the base URL that it is sent to. */
import { readAccount } from '../../nodes/Crun/crun/account';
import { textOf } from './support/textOf';

const KEY = 'ak_0123456789abcdef0123456789abcdef';

describe('readAccount', () => {
	it.each([
		['global', 'https://api.crun.ai'],
		['china', 'https://api.crunai.com'],
		[undefined, 'https://api.crun.ai'],
		['mars', 'https://api.crun.ai'],
	])(
		'connects the region %j to %s, whatever base URL is left in the credential',
		(region, baseUrl) => {
			expect(readAccount({ apiKey: KEY, region, baseUrl: 'https://elsewhere.example' })).toEqual({
				apiKey: KEY,
				baseUrl,
			});
		},
	);

	it.each([
		['https://crun.example', 'https://crun.example'],
		['https://crun.example/', 'https://crun.example'],
		['https://crun.example///', 'https://crun.example'],
		['  https://crun.example\n', 'https://crun.example'],
		['https://crun.example/api/v1', 'https://crun.example'],
		['https://crun.example/api/v1/', 'https://crun.example'],
		['https://crun.example/api/v1/client/job/CreateTask', 'https://crun.example'],
		['https://crun.example/api/v1?page=1#top', 'https://crun.example'],
		['https://crun.example/gateway/crun', 'https://crun.example/gateway/crun'],
		['https://crun.example/gateway/crun//api/v1/', 'https://crun.example/gateway/crun'],
		['https://crun.example/api/v1beta', 'https://crun.example/api/v1beta'],
		['https://crun.example/api', 'https://crun.example/api'],
		['http://127.0.0.1:8080/', 'http://127.0.0.1:8080'],
		['HTTPS://CRUN.example:443/API', 'https://crun.example/API'],
		['https://user:pass@crun.example', 'https://crun.example'],
	])('reads the base URL %j as %s', (pasted, baseUrl) => {
		expect(readAccount({ apiKey: KEY, region: 'custom', baseUrl: pasted })).toEqual({
			apiKey: KEY,
			baseUrl,
		});
	});

	it.each([
		'',
		'  ',
		'crun.example',
		'ftp://crun.example',
		'/api/v1',
		'https://',
		'https://crun .example',
		KEY,
		`api.crun.ai/${KEY}`,
		'htps://user:pass@crun.example',
		undefined,
		7,
	])('refuses the base URL %j without showing it', (baseUrl) => {
		expect(textOf(() => readAccount({ apiKey: KEY, region: 'custom', baseUrl }))).toBe(
			'The base URL in the Crun API credential is not an http(s) URL. Enter a URL such as https://api.crun.ai, or set Region to one of the others.',
		);
	});

	it('trims white space that was copied along with the key', () => {
		expect(readAccount({ apiKey: ` ${KEY}\n`, region: 'global' }).apiKey).toBe(KEY);
	});

	it('does not require a certain format of the key', () => {
		expect(readAccount({ apiKey: 'k', region: 'global' }).apiKey).toBe('k');
	});

	it.each([undefined, null, {}, { apiKey: '' }, { apiKey: '  ' }, { apiKey: 7 }])(
		'refuses a credential without a key: %j',
		(credential) => {
			expect(textOf(() => readAccount(credential))).toBe(
				'The Crun API credential has no API key. Open the credential and paste the API key from the Crun console.',
			);
		},
	);
});
