import { setTimeout as sleep } from 'node:timers/promises';

const SAMPLE_EVERY_MS = 5;
const SETTLE_MS = 200;

/** What a transfer cost. */
export interface Cost {
	/** The most memory (resident set) at any time during the work, less what there was before it; bytes. */
	growth: number;
	/** Milliseconds. */
	took: number;
}

/** Does the work and watches the process's memory meanwhile. Wants `--expose-gc`, to begin without garbage. */
export async function measure(work: () => Promise<unknown>): Promise<Cost> {
	await globalThis.gc?.({ execution: 'async', type: 'major' });
	await sleep(SETTLE_MS);
	const before = process.memoryUsage.rss();
	let peak = before;
	const look = () => (peak = Math.max(peak, process.memoryUsage.rss()));
	const timer = setInterval(look, SAMPLE_EVERY_MS);
	const started = performance.now();
	try {
		await work();
	} finally {
		clearInterval(timer);
	}
	look();
	return { growth: peak - before, took: performance.now() - started };
}
