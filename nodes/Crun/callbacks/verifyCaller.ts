import type { IWebhookFunctions } from 'n8n-workflow';
import { z } from 'zod';
import { verifyCallback, type Verdict } from '../crun/callback';

const requestSchema = z.object({ originalUrl: z.string() });

/**
 * Checks the signature of a call to one of our webhooks, against the public path of the webhook and the path
 * under which the call arrived: a proxy in front of n8n may have stripped a prefix.
 * @param publicUrl the webhook's URL as n8n shows it
 */
export function verifyCaller(
	context: IWebhookFunctions,
	publicUrl: unknown,
	apiKey: string,
	age: { now: number; maxAgeSeconds: number },
): Verdict {
	const request = requestSchema.safeParse(context.getRequestObject());
	const urls = [publicUrl, request.success ? request.data.originalUrl : undefined];
	const paths = urls
		.filter((url) => typeof url === 'string')
		.filter((url) => url !== '')
		.map((url) => new URL(url, 'http://n8n').pathname);
	return verifyCallback(context.getQueryData(), paths, apiKey, age);
}
