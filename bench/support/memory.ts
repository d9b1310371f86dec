import { setTimeout as sleep } from 'node:timers/promises';

const SAMPLE_EVERY_MS = 5;
const SETTLE_MS = 200;

/** The cost of a transfer. */
export interface Cost {
	/** The peak resident set size during the transfer, minus the size before it, in bytes. */
	memoryGrowth: number;
	durationMs: number;
}

/** Measures the memory of the process during the work. Needs `--expose-gc`, to collect garbage first. */
export async function measure(work: () => Promise<unknown>): Promise<Cost> {
	await globalThis.gc?.({ execution: 'async', type: 'major' });
	await sleep(SETTLE_MS);
	const before = process.memoryUsage.rss();
	let peak = before;
	const sample = () => (peak = Math.max(peak, process.memoryUsage.rss()));
	const timer = setInterval(sample, SAMPLE_EVERY_MS);
	const started = performance.now();
	try {
		await work();
	} finally {
		clearInterval(timer);
	}
	sample();
	return { memoryGrowth: peak - before, durationMs: performance.now() - started };
}
