/**
 * Handles Ctrl+C and requests to terminate, instead of letting Node.js exit at once.
 * @returns a signal for what can be aborted, and a promise for what waits
 */
export function onInterrupt(): { signal: AbortSignal; interrupted: Promise<undefined> } {
	const controller = new AbortController();
	const interrupted = new Promise<undefined>((resolve) => {
		controller.signal.addEventListener('abort', () => resolve(undefined));
	});
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
		process.on(signal, () => controller.abort());
	return { signal: controller.signal, interrupted };
}
