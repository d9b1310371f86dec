const started = Date.now();

/** Prints one line of the demo's story, with the seconds since it began. */
export function tell(line: string): void {
	const seconds = ((Date.now() - started) / 1000).toFixed(1);
	console.log(`${seconds.padStart(6)} s  ${line}`);
}
