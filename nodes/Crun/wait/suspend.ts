import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { signCallbackUrl } from '../crun/callback';
import { isInternalUrl } from '../crun/internalUrl';
import { Problem } from '../crun/problem';
import { isHttpUrl } from '../crun/url';
import type { Client } from '../transport/client';

/**
 * The signed URL by which Crun's callbacks reach this very execution once it is suspended. n8n signs its resume
 * URL only from version 2 on, so ours is signed on every n8n.
 * @throws Problem when Crun cannot reach this n8n, before anything is created
 */
export function signedResumeUrl(context: IExecuteFunctions, { account }: Client): string {
	const url = String(context.evaluateExpression('{{ $execution.resumeUrl }}', 0));
	if (!isHttpUrl(url)) {
		throw new Problem(
			'This execution cannot be suspended',
			'n8n returned no URL to resume it. Set Wait For Result to Poll.',
		);
	}
	if (isInternalUrl(url) && !isInternalUrl(account.baseUrl)) {
		throw new Problem(
			'Crun cannot reach this n8n instance',
			`n8n would be called back at ${new URL(url).origin}, which is a private address. Set n8n's environment variable WEBHOOK_URL to its public https URL, or set Wait For Result to Poll.`,
		);
	}
	return signCallbackUrl(url, account.apiKey, Date.now() / 1000);
}

/**
 * Suspends the execution until the callbacks have arrived, or the deadline. Only what is stored as the node's input
 * survives: at the deadline n8n passes these very items on without running the node again.
 */
export async function suspend(
	context: IExecuteFunctions,
	items: INodeExecutionData[],
	deadline: Date,
): Promise<void> {
	context.getExecuteData().data.main = [items];
	await context.putExecutionToWait(deadline);
}
