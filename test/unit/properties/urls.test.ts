/** Properties of the URLs that a user provides. */
import { BlockList } from 'node:net';
import fc from 'fast-check';
import { readAccount } from '../../../nodes/Crun/crun/account';
import { isInternalUrl } from '../../../nodes/Crun/crun/internalUrl';
import { isHttpUrl, parseImageUrls, parseUrls } from '../../../nodes/Crun/crun/url';
import { holds } from './support/holds';
import { anyJson, anyText } from './support/json';
import { attempt, check, quick } from './support/outcomes';

const webUrl = fc.webUrl({ withQueryParameters: true, withFragments: true });
/** Texts that resemble URLs. */
const nearlyUrl = fc
	.tuple(
		fc.constantFrom('http://', 'https://', 'HTTP://', 'ftp://', 'data:', '//', 'javascript:', ''),
		fc.oneof(
			anyText,
			fc.domain(),
			fc.ipV4Extended(),
			fc.ipV6().map((ip) => `[${ip}]`),
		),
		fc.constantFrom('', '/', '/api/v1', ':99999', ' ', '\n', '?a=,https://b', '#'),
	)
	.map((parts) => parts.join(''));
const text = fc.oneof(webUrl, nearlyUrl, anyText);
const separator = fc.constantFrom('\n', '\r\n', ',', ', ', ',\n', '\n\n', ' , ');

function isAbsoluteHttpUrl(one: string): boolean {
	return URL.canParse(one) && /^https?:$/.test(new URL(one).protocol) && !/\s/.test(one);
}

/** The ranges of IANA's registry of special-purpose addresses, as a reference that shares no code with ours. */
const special = new BlockList();
for (const range of [
	...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '168.63.129.16/32'],
	...['169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24', '192.0.2.0/24', '192.88.99.0/24'],
	...['192.168.0.0/16', '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/3'],
]) {
	const [network = '', prefix = ''] = range.split('/');
	special.addSubnet(network, Number(prefix), 'ipv4');
}

type Bytes = [number, number, number, number];
const byte = fc.nat(255);
const address: fc.Arbitrary<Bytes> = fc.tuple(
	fc.oneof(byte, fc.constantFrom(0, 10, 100, 127, 168, 169, 172, 192, 198, 203, 223, 224)),
	fc.oneof(byte, fc.constantFrom(0, 15, 16, 31, 32, 63, 64, 88, 127, 128, 168, 254)),
	fc.oneof(byte, fc.constantFrom(0, 2, 99, 100, 113, 129)),
	fc.oneof(byte, fc.constant(16)),
);
const dotted = (bytes: Bytes) => bytes.join('.');
const hex = (high: number, low: number) => (high * 256 + low).toString(16);
const SPELLINGS: Array<(bytes: Bytes) => string> = [
	dotted,
	(bytes) => bytes.map((one) => `0x${one.toString(16)}`).join('.'),
	(bytes) => bytes.map((one) => `0${one.toString(8)}`).join('.'),
	(bytes) => String(bytes.reduce((sum, one) => sum * 256 + one, 0)),
	([a, b, c, d]) => `${a}.${b}.${c * 256 + d}`,
	([a, b, c, d]) => `[::ffff:${hex(a, b)}:${hex(c, d)}]`,
	([a, b, c, d]) => `[64:ff9b::${hex(a, b)}:${hex(c, d)}]`,
	([a, b, c, d]) => `[2002:${hex(a, b)}:${hex(c, d)}::1]`,
];

describe('Image URLs', () => {
	holds(
		'are absolute http(s) URLs, at least one, or explained, whatever was entered',
		fc.oneof(text, fc.array(text, { maxLength: 4 }), anyJson, fc.anything()),
		(value) => {
			const read = attempt(() => parseImageUrls(value));
			if ('problem' in read) return;
			check(read.value.length > 0, 'no URL');
			for (const url of read.value) check(isAbsoluteHttpUrl(url), `not a URL: ${url}`);
		},
	);

	holds(
		'are the same after they have been read once',
		fc.array(text, { maxLength: 4 }),
		(value) => {
			const read = attempt(() => parseUrls(value, 'Files'));
			if ('value' in read) expect(parseUrls(read.value, 'Files')).toEqual(read.value);
		},
	);

	holds(
		'are those that were entered, in their order, however they are separated',
		fc.record({ urls: fc.array(webUrl, { minLength: 1, maxLength: 5 }), separator }),
		(given) => {
			// A comma at the end of a URL cannot be told from a separator.
			const urls = given.urls.map((url) => url.replace(/,+$/, ''));
			const joined = urls.join(given.separator);
			for (const entered of [joined, JSON.stringify(urls), urls])
				check(quick(() => parseImageUrls(entered)).join('\n') === urls.join('\n'), joined);
		},
	);
});

describe('A URL', () => {
	holds('counts as http(s) only if Node.js agrees', text, (value) => {
		const isUrl = quick(() => isHttpUrl(value));
		if (isUrl) check(isAbsoluteHttpUrl(value), `not a URL: ${value}`);
	});

	holds('that is generated counts as http(s)', webUrl, (value) => {
		check(isHttpUrl(value), `not accepted: ${value}`);
	});

	holds(
		'is internal or not, whatever its host is',
		text.filter((value) => URL.canParse(value)),
		(value) => {
			const isInternal = quick(() => isInternalUrl(value));
			check(typeof isInternal === 'boolean', 'the answer is not a boolean');
		},
	);

	holds(
		'with an IPv4 address, in any spelling, is internal exactly where the range is special',
		fc.tuple(address, fc.nat(SPELLINGS.length - 1), fc.constantFrom('', '.')),
		([bytes, spelling, dot]) => {
			const host = (SPELLINGS[spelling] ?? dotted)(bytes);
			const expected = special.check(dotted(bytes), 'ipv4');
			check(
				quick(() => isInternalUrl(`https://${host}${host.endsWith(']') ? '' : dot}/a`)) ===
					expected,
				`${host} is ${expected ? 'internal' : 'public'}`,
			);
		},
	);
});

describe('The base URL of a credential', () => {
	const credential = fc.record(
		{
			apiKey: fc.oneof(anyText, fc.constant('ak_0')),
			region: fc.constantFrom('custom', 'global', '__proto__'),
			baseUrl: fc.oneof(text, anyJson),
		},
		{ requiredKeys: [] },
	);

	holds(
		'ends without a slash, a query, or the path of the API, or is explained',
		fc.oneof(credential, anyJson),
		(given) => {
			const read = attempt(() => readAccount(given));
			if ('problem' in read) return;
			const { apiKey, baseUrl } = read.value;
			check(apiKey !== '' && apiKey === apiKey.trim(), 'the key is not clean');
			check(isAbsoluteHttpUrl(baseUrl), `not a URL: ${baseUrl}`);
			check(!/\/$|[?#]|\/api\/v1(\/|$)/.test(baseUrl), `not a base URL: ${baseUrl}`);
			expect(readAccount({ apiKey, region: 'custom', baseUrl }).baseUrl).toBe(baseUrl);
		},
	);
});
