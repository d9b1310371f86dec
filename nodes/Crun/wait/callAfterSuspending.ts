import type { IExecuteFunctions } from 'n8n-workflow';
import { z } from 'zod';
import { STILL_RUNNING } from '../crun/callback';
import { messageOf } from '../crun/problem';
import { redactError } from '../crun/redact';
import { backgroundSleep } from '../n8n/abortableSleep';

/** n8n needs a moment to store the execution; on a busy machine, a longer one. */
const PAUSES_MS = [2500, 5000, 10_000];

const CONFLICT = 409;

const responseSchema = z.object({
	statusCode: z.number(),
	body: z.object({ message: z.string() }).catch({ message: '' }),
});

/**
 * Makes up for a callback that arrived between the last check and the moment at which n8n had stored the execution:
 * such a callback is lost. The execution is called as Crun would call it, and then checks its tasks. One call may not
 * be enough: n8n can still be storing the execution, or take the call and then fail to resume it.
 *
 * Never throws, since nobody waits for it. It makes no request with the credential: n8n 2 evaluates a credential's
 * expressions only while the execution runs.
 * @param resumeUrl signed
 */
export async function callAfterSuspending(
	context: IExecuteFunctions,
	resumeUrl: string,
): Promise<void> {
	try {
		let isTaken = false;
		for (const pause of PAUSES_MS) {
			await backgroundSleep(pause);
			const { statusCode, body } = await call(context, resumeUrl);
			if (body.message === STILL_RUNNING) return; // the callbacks of the others are still to come
			if (isTaken && statusCode === CONFLICT) return; // it runs, or has ended
			isTaken ||= statusCode === 200;
		}
	} catch (error) {
		const reason = redactError(messageOf(error));
		context.logger.warn(`Crun: a suspended execution could not be called once more. ${reason}`);
	}
}

async function call({ helpers }: IExecuteFunctions, url: string) {
	const response: unknown = await helpers.httpRequest({
		method: 'POST',
		url,
		body: {}, // no task is reported
		json: true,
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
	});
	return responseSchema.parse(response);
}
