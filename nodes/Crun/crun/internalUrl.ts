/**
 * Distinguishes URLs that point into a private network from public ones, by how they are written. Host names are not
 * resolved: a community node cannot, and n8n has its own setting for that (N8N_SSRF_PROTECTION_ENABLED).
 */

import { trimEnd } from './trimEnd';

/**
 * IPv4 ranges that are not on the public internet (IANA's special-purpose registry, and Azure's host agent), each
 * as its first address and prefix length.
 */
const SPECIAL_IPV4: Array<[string, number]> = [
	['0.0.0.0', 8],
	['10.0.0.0', 8],
	['100.64.0.0', 10],
	['127.0.0.0', 8],
	['168.63.129.16', 32],
	['169.254.0.0', 16],
	['172.16.0.0', 12],
	['192.0.0.0', 24],
	['192.0.2.0', 24],
	['192.88.99.0', 24],
	['192.168.0.0', 16],
	['198.18.0.0', 15],
	['198.51.100.0', 24],
	['203.0.113.0', 24],
	['224.0.0.0', 3],
];
const INTERNAL_NAMES =
	/(^|\.)(localhost|local|internal|intranet|private|lan|home|corp|localdomain|home\.arpa|svc|consul)$/;

/**
 * Whether the URL's host is written as a private, loopback, link-local or otherwise internal one.
 * @param url absolute http(s) URL. Parsing it brings every spelling of an IPv4 address (decimal, octal, hexadecimal,
 * shortened) into the usual one.
 */
export function isInternalUrl(url: string): boolean {
	const host = trimEnd(new URL(url).hostname.toLowerCase(), '.');
	if (host.startsWith('[')) return isInternalIpv6(host.slice(1, -1));
	if (/^\d+(\.\d+){3}$/.test(host)) return isInternalIpv4(host);
	return !host.includes('.') || INTERNAL_NAMES.test(host);
}

function isInternalIpv4(address: string): boolean {
	const number = toNumber(address);
	return SPECIAL_IPV4.some(
		([first, bits]) => number >>> (32 - bits) === toNumber(first) >>> (32 - bits),
	);
}

function toNumber(address: string): number {
	return address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0) >>> 0;
}

/** Only global unicast (2000::/3) is public. An address that embeds an IPv4 address is as public as that one. */
function isInternalIpv6(address: string): boolean {
	const groups = expandIpv6(address);
	const [first = 0, second = 0] = groups;
	const embedded = (from: number) => ipv4At(groups, from);
	// IPv4-mapped.
	if (groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff)
		return isInternalIpv4(embedded(6));
	// NAT64, of which 64:ff9b:1::/48 is for local use.
	if (first === 0x64 && second === 0xff9b) return groups[2] !== 0 || isInternalIpv4(embedded(6));
	// 6to4.
	if (first === 0x2002) return isInternalIpv4(embedded(1));
	// IETF protocols (Teredo, ORCHID, benchmarking …), and two ranges for documentation.
	if (first === 0x2001 && (second < 0x200 || second === 0xdb8)) return true;
	if (first === 0x3fff && second < 0x1000) return true;
	return first >>> 13 !== 1;
}

function expandIpv6(address: string): number[] {
	const [head = '', tail] = address.split('::');
	const parse = (part: string) =>
		part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16));
	const before = parse(head);
	const after = tail === undefined ? [] : parse(tail);
	return [
		...before,
		...Array.from({ length: Math.max(0, 8 - before.length - after.length) }, () => 0),
		...after,
	];
}

function ipv4At(groups: number[], from: number): string {
	const [high = 0, low = 0] = groups.slice(from, from + 2);
	return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}
