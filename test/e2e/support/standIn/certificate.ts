import { md, pki } from 'node-forge';

const DNS_NAME = 2; // the type of an alternative name, as in RFC 5280
const LIFETIME_MS = 24 * 60 * 60 * 1000;

/** A private key and its certificate, both as PEM. */
export interface Certificate {
	readonly key: string;
	readonly cert: string;
}

/** Makes a certificate for these host names that is its own authority. A client that trusts it accepts the hosts. */
export function certificateFor(hosts: readonly string[]): Certificate {
	const keys = pki.rsa.generateKeyPair(2048);
	const certificate = pki.createCertificate();
	certificate.publicKey = keys.publicKey;
	certificate.serialNumber = '01';
	certificate.validity.notBefore = new Date(Date.now() - LIFETIME_MS);
	certificate.validity.notAfter = new Date(Date.now() + LIFETIME_MS);
	const name = [{ name: 'commonName', value: 'Stand-in of the tests' }];
	certificate.setSubject(name);
	certificate.setIssuer(name);
	certificate.setExtensions([
		{ name: 'basicConstraints', cA: true },
		{ name: 'subjectAltName', altNames: hosts.map((value) => ({ type: DNS_NAME, value })) },
	]);
	certificate.sign(keys.privateKey, md.sha256.create());
	return { key: pki.privateKeyToPem(keys.privateKey), cert: pki.certificateToPem(certificate) };
}
