import type { IWebhookFunctions } from 'n8n-workflow';
import { z } from 'zod';
import { verifyCallback, type Verdict } from '../crun/callback';

/** The path of a URL. Where there is none, it is empty: no signature is valid for that. */
const pathSchema = z
	.string()
	.min(1)
	.transform((url) => new URL(url, 'http://n8n').pathname)
	.catch('');

const requestSchema = z.object({ originalUrl: pathSchema });

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
	const { originalUrl } = requestSchema.parse(context.getRequestObject());
	const paths = [pathSchema.parse(publicUrl), originalUrl];
	return verifyCallback(context.getQueryData(), paths, apiKey, age);
}
