import { z } from 'zod';
import { isHttpUrl } from './url';
import { Problem } from './problem';
import { trimEnd } from './trimEnd';

const HOSTS = { global: 'https://api.crun.ai', china: 'https://api.crunai.com' } as const;

const credentialSchema = z.object({
	apiKey: z.string().trim().min(1),
	region: z.enum(['global', 'china', 'custom']).catch('global'),
	baseUrl: z.string().trim().catch(''),
});

/** The API key and the base URL that a Crun API credential stands for. */
export interface Account {
	apiKey: string;
	/** Scheme, host and an optional path prefix, without a trailing slash. */
	baseUrl: string;
}

/**
 * Reads the decrypted `crunApi` credential.
 * @throws Problem when it has no key, or its custom base URL is not an http(s) URL
 */
export function readAccount(credential: unknown): Account {
	const parsed = credentialSchema.safeParse(credential);
	if (!parsed.success)
		throw new Problem(
			'The Crun API credential has no API key',
			'Open the credential and paste the API key from the Crun console.',
		);
	const { apiKey, region, baseUrl } = parsed.data;
	return { apiKey, baseUrl: region === 'custom' ? cleanBaseUrl(baseUrl) : HOSTS[region] };
}

/** Removes what is often pasted along with a base URL: an `/api/v1…` tail, a query, trailing slashes. */
function cleanBaseUrl(pasted: string): string {
	if (!isHttpUrl(pasted))
		throw new Problem(
			'The base URL in the Crun API credential is not an http(s) URL',
			// It is not shown: what was pasted may be the API key.
			'Enter a URL such as https://api.crun.ai, or set Region to one of the others.',
		);
	const url = new URL(pasted);
	const prefix = url.pathname.replace(/\/api\/v1(?=\/|$).*/, '');
	return `${url.origin}${trimEnd(prefix, '/')}`;
}
