import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { isInternalUrl } from '../crun/internalUrl';
import { signCallbackUrl } from '../crun/callback';
import { isHttpUrl } from '../crun/url';
import { Problem } from '../crun/problem';
import type { Client } from '../transport/client';

/**
 * The signed address under which Crun's callbacks reach this very execution once it is parked. n8n signs its resume
 * address only from version 2 on, so ours is added on every n8n.
 * @throws Problem when Crun cannot reach this n8n, before anything is created
 */
export function signedResumeUrl(context: IExecuteFunctions, { account }: Client): string {
	const url = String(context.evaluateExpression('{{ $execution.resumeUrl }}', 0));
	if (!isHttpUrl(url))
		throw new Problem(
			'n8n gave no resume address, so this execution cannot be suspended: set Wait For Result to Poll',
		);
	if (isInternalUrl(url) && !isInternalUrl(account.baseUrl)) {
		throw new Problem(
			`Crun cannot call this n8n back at ${new URL(url).origin}, which is a private address. What to do: set n8n's environment variable WEBHOOK_URL to its public https address, or set Wait For Result to Poll`,
		);
	}
	return signCallbackUrl(url, account.apiKey, Date.now() / 1000);
}

/** Is the node being used as a tool of an AI agent? A tool has to answer in one go, it cannot be parked. */
export function isTool(context: IExecuteFunctions): boolean {
	return (
		context.getNode().type.endsWith('Tool') ||
		('isToolExecution' in context && context.isToolExecution())
	);
}

/**
 * Parks the execution until the callbacks have come, or the deadline. What is stored as the node's input is all that
 * survives: at the deadline n8n passes these very items on without running the node again.
 */
export async function park(
	context: IExecuteFunctions,
	items: INodeExecutionData[],
	deadline: Date,
): Promise<void> {
	context.getExecuteData().data.main = [items];
	await context.putExecutionToWait(deadline);
}
