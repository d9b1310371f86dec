/** Whether this is the short form, which plays every scenario less often. */
export const isShort = process.env.QUEUE_TESTS === 'short';

/** How often something is done: in the whole suite, and in its short form. */
export function size(whole: number, short: number): number {
	return isShort ? short : whole;
}
