const started = Date.now();

/** Prints one line of progress, with the seconds since the demo started. */
export function report(line: string): void {
	const seconds = ((Date.now() - started) / 1000).toFixed(1);
	console.log(`${seconds.padStart(6)} s  ${line}`);
}
