/**
 * Takes over from Node.js what happens on Ctrl+C and when another process tells this one to end: nothing by itself.
 * @returns the same news twice: for what can be broken off, and for who waits.
 */
export function interruption(): { signal: AbortSignal; interrupted: Promise<undefined> } {
	const controller = new AbortController();
	const interrupted = new Promise<undefined>((resolve) => {
		controller.signal.addEventListener('abort', () => resolve(undefined));
	});
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
		process.on(signal, () => controller.abort());
	return { signal: controller.signal, interrupted };
}
