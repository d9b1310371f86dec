/** The credential: whose key, and where it is sent. */
import { readAccount } from '../../nodes/Crun/crun/account';

const KEY = 'ak_0123456789abcdef0123456789abcdef';

describe('an account', () => {
	it.each([
		['global', 'https://api.crun.ai'],
		['china', 'https://api.crunai.com'],
		[undefined, 'https://api.crun.ai'],
		['mars', 'https://api.crun.ai'],
	])(
		'of the region %j is at %s, whatever base URL is left in the credential',
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
	])('with the base URL %j is at %s', (pasted, baseUrl) => {
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
		undefined,
		7,
	])('may not have the base URL %j', (baseUrl) => {
		expect(() => readAccount({ apiKey: KEY, region: 'custom', baseUrl })).toThrow(
			/^The base URL ".*" in the Crun API credential is not an http\(s\) address: write it like https:\/\/api\.crun\.ai$/,
		);
	});

	it('takes the key without the blanks of copying', () => {
		expect(readAccount({ apiKey: ` ${KEY}\n`, region: 'global' }).apiKey).toBe(KEY);
	});

	it('does not enforce how a key looks', () => {
		expect(readAccount({ apiKey: 'k', region: 'global' }).apiKey).toBe('k');
	});

	it.each([undefined, null, {}, { apiKey: '' }, { apiKey: '  ' }, { apiKey: 7 }])(
		'needs a key: %j has none',
		(credential) => {
			expect(() => readAccount(credential)).toThrow(
				'The Crun API credential has no API key: open the credential and paste the key from Crun’s console',
			);
		},
	);
});
