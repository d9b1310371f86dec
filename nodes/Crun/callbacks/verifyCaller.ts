import type { IWebhookFunctions } from 'n8n-workflow';
import { z } from 'zod';
import { verifyCallback, type Verdict } from '../crun/callback';

/**
 * Checks the signature of a call to one of our webhooks, against the public path of the webhook and the path under
 * which the call arrived: a proxy in front of n8n may have stripped a prefix.
 * @param publicUrl the webhook's address as n8n gives it out
 */
export function verifyCaller(
	context: IWebhookFunctions,
	publicUrl: unknown,
	apiKey: string,
	age: { now: number; maxAgeSeconds: number },
): Verdict {
	const request = z.object({ originalUrl: z.string() }).safeParse(context.getRequestObject());
	const addresses = [publicUrl, request.success ? request.data.originalUrl : undefined];
	const paths = addresses
		.filter((address): address is string => typeof address === 'string' && address !== '')
		.map((address) => new URL(address, 'http://n8n').pathname);
	return verifyCallback(context.getQueryData(), paths, apiKey, age);
}
