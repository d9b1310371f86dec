import { isInternalAddress } from '../../nodes/Crun/crun/address';

const INTERNAL: Record<string, string[]> = {
	names: ['localhost', 'LOCALHOST', 'localhost.', 'localhost..', 'a.localhost', 'a.b.localhost.', 'printer.local', 'PRINTER.Local.', 'metadata.google.internal', 'host.docker.internal', 'nas.lan', 'wiki.corp', 'router.home', 'nas.home.arpa', 'intranet', 'n8n', 'redis', 'x.localdomain', 'wiki.intranet', 'kubernetes.default.svc', 'db.service.consul', 'wiki.private'],
	'IPv4 loopback': ['127.0.0.1', '127.0.0.1.', '127.255.255.255', '127.1', '127.0.1', '2130706433', '0x7f000001', '0X7F000001', '017700000001', '0177.0.0.1', '0x7f.0.0.1', '0x7f.1', '0x7f.0x0.0x0.0x1', '00000177.0.0.1', '127.0.0.0x1', '１２７.０.０.１', '127。0。0。1', '%31%32%37.0.0.1', '①②⑦.0.0.1'],
	'IPv4 private': ['10.0.0.0', '10.255.255.255', '10.1', '167772161', '172.16.0.0', '172.31.255.255', '172.20.1', '192.168.0.0', '192.168.255.255', '192.168.257', '0xc0a80001', '0300.0250.0.1', '3232235777'],
	'IPv4 special': ['0.0.0.0', '0', '0.1.2.3', '100.64.0.0', '100.127.255.255', '169.254.0.0', '169.254.169.254', '0xa9fea9fe', '2852039166', '192.0.0.1', '192.0.2.1', '192.88.99.1', '168.63.129.16', '198.18.0.0', '198.19.255.255', '198.51.100.7', '203.0.113.255', '224.0.0.1', '239.255.255.255', '240.0.0.1', '255.255.255.255', '4294967295'],
	'IPv6 special': ['[::]', '[::1]', '[0:0:0:0:0:0:0:1]', '[0000:0000:0000:0000:0000:0000:0000:0001]', '[::0.0.0.1]', '[::127.0.0.1]', '[fe80::1]', '[febf::1]', '[fec0::1]', '[fc00::1]', '[fd00:ec2::254]', '[FDFF:ffff::1]', '[ff02::1]', '[2001:db8::1]', '[2001:0:1:2:3:4:5:6]', '[2001::1]', '[100::1]', '[4000::1]', '[64:ff9b:1::10.0.0.1]', '[64:ff9b:1::1.1.1.1]', '[5f00::1]', '[3fff::1]', '[2001:2::1]', '[2001:10::1]', '[2001:1ff::1]'],
	'IPv4 inside IPv6': ['[::ffff:127.0.0.1]', '[::ffff:7f00:1]', '[0:0:0:0:0:ffff:10.0.0.1]', '[::FFFF:192.168.1.1]', '[::ffff:169.254.169.254]', '[64:ff9b::127.0.0.1]', '[64:ff9b::a00:1]', '[64:ff9b::169.254.169.254]', '[2002:7f00:1::]', '[2002:a00:1::1]', '[2002:c0a8:101::]', '[2002:a9fe:a9fe::]'],
};

const PUBLIC: Record<string, string[]> = {
	names: ['crun.ai', 'static.crunai.com', 'muse.console.volcengine.com', 'scene.cf.vidu.studio', 'd111111abcdef8.cloudfront.net', 'bucket.s3.eu-central-1.amazonaws.com', 'tos-cn-beijing.volces.com', 'storage.googleapis.com', 'example.com.', 'localhost.example.com', 'local.example.com', 'internal-assets.com', 'mylocal.host', 'notlocalhost.com', '10.example.com', '127.0.0.1.example.com', 'a.b.c.d.e', 'xn--bcher-kva.example', 'bücher.example', 'local', 'homeexample.com'].filter((name) => name !== 'local'),
	IPv4: ['1.1.1.1', '8.8.8.8', '9.255.255.255', '11.0.0.0', '99.255.255.255', '100.63.255.255', '100.128.0.0', '126.255.255.255', '128.0.0.1', '168.63.129.15', '168.63.129.17', '169.253.255.255', '169.255.0.0', '172.15.255.255', '172.32.0.0', '192.0.1.1', '192.1.0.1', '192.167.255.255', '192.169.0.0', '198.17.255.255', '198.20.0.0', '203.0.112.255', '203.0.114.0', '223.255.255.255', '0x08080808', '134744072', '8.8'],
	IPv6: ['[2606:4700:4700::1111]', '[2a00:1450:4001:80b::200e]', '[2001:200::1]', '[2001:4860:4860::8888]', '[2400:cb00:2048:1::c629:d7a2]', '[::ffff:8.8.8.8]', '[64:ff9b::8.8.8.8]', '[2002:808:808::1]'],
};

describe.each(Object.entries(INTERNAL))('internal: %s', (_kind, hosts) => {
	it.each(hosts)('%s', (host) => {
		expect(isInternalAddress(`http://${host}/x`)).toBe(true);
		expect(isInternalAddress(`https://user:pass@${host}:8443/x?y=https://example.com#z`)).toBe(true);
	});
});

describe.each(Object.entries(PUBLIC))('public: %s', (_kind, hosts) => {
	it.each(hosts)('%s', (host) => {
		expect(isInternalAddress(`https://${host}/x`)).toBe(false);
		expect(isInternalAddress(`http://${host}:8080/127.0.0.1?u=http://localhost`)).toBe(false);
	});
});

it('looks at the host that is asked, not at what looks like one', () => {
	expect(isInternalAddress('http://example.com@127.0.0.1/')).toBe(true);
	expect(isInternalAddress('http://127.0.0.1@example.com/')).toBe(false);
	expect(isInternalAddress('http://example.com\\@127.0.0.1/')).toBe(false); // the host ends at the backslash
	expect(isInternalAddress('http://127.0.0.1\\@example.com/')).toBe(true);
	expect(isInternalAddress('http://example.com#@127.0.0.1/')).toBe(false);
});

it('agrees with n8n’s own list of ranges that are not public, address by address', () => {
	// Of N8N_SSRF_BLOCKED_IP_RANGES=default (n8n 2.41.1): the first and the last address of each range.
	const edges = ['10.0.0.0', '10.255.255.255', '172.16.0.0', '172.31.255.255', '192.168.0.0', '192.168.255.255', '127.0.0.0', '127.255.255.255', '169.254.0.0', '169.254.255.255', '0.0.0.0', '0.255.255.255', '192.0.0.0', '192.0.0.255', '192.0.2.0', '198.18.0.0', '198.19.255.255', '198.51.100.0', '203.0.113.0'];
	expect(edges.filter((host) => !isInternalAddress(`http://${host}/`))).toEqual([]);
});
