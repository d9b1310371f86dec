/** Timers that do not keep the process alive and can be stopped together. */
export class Timers {
	private readonly running = new Set<NodeJS.Timeout>();

	/** @returns a function that stops this timer */
	after(ms: number, action: () => void): () => void {
		const timer = setTimeout(() => {
			this.running.delete(timer);
			action();
		}, ms);
		timer.unref();
		this.running.add(timer);
		return () => {
			clearTimeout(timer);
			this.running.delete(timer);
		};
	}

	clear(): void {
		for (const timer of this.running) clearTimeout(timer);
		this.running.clear();
	}
}
