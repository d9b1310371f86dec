import { z } from 'zod';
import { credits, lenient } from './parts';

export const balanceSchema = z.object({ balance: credits }).passthrough();

/** EstimateTask, the newer of two endpoints that exist side by side. */
export const estimateTaskSchema = z
	.object({
		estimated_credits: credits,
		balance: lenient(credits),
		affordable: lenient(z.boolean()),
	})
	.passthrough();

/** estimate-credits, the older one. */
export const estimateCreditsSchema = z
	.object({ credits, estimated: lenient(z.boolean()) })
	.passthrough();
