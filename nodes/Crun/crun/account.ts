import { z } from 'zod';
import { isHttpUrl } from './url';
import { Problem } from './problem';

const HOSTS = { global: 'https://api.crun.ai', china: 'https://api.crunai.com' } as const;

const credentialSchema = z.object({
	apiKey: z.string().trim().min(1),
	region: z.enum(['global', 'china', 'custom']).catch('global'),
	baseUrl: z.string().trim().catch(''),
});

/** Who asks, and where: what a Crun API credential comes down to. */
export interface Account {
	apiKey: string;
	/** Scheme, host and an optional path prefix; no trailing slash. */
	baseUrl: string;
}

/**
 * Reads the decrypted `crunApi` credential.
 * @throws Problem when there is no key, or the custom address is not an http(s) URL.
 */
export function readAccount(credential: unknown): Account {
	const parsed = credentialSchema.safeParse(credential);
	if (!parsed.success)
		throw new Problem(
			'The Crun API credential has no API key: open the credential and paste the key from Crun’s console',
		);
	const { apiKey, region, baseUrl } = parsed.data;
	return { apiKey, baseUrl: region === 'custom' ? cleanBaseUrl(baseUrl) : HOSTS[region] };
}

/** Drops what people paste along with a base URL: an `/api/v1…` tail, a query, trailing slashes. */
function cleanBaseUrl(pasted: string): string {
	if (!isHttpUrl(pasted)) {
		throw new Problem(
			`The base URL "${pasted}" in the Crun API credential is not an http(s) address: write it like https://api.crun.ai`,
		);
	}
	const url = new URL(pasted);
	const prefix = url.pathname.replace(/\/api\/v1(\/.*)?$/, '').replace(/\/+$/, '');
	return `${url.origin}${prefix}`;
}
