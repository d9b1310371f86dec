/** How a piece of work ended, when a failure of one must not stop the others. */
export type Settled<T> = { value: T } | { error: unknown };

/** Runs the work; what it throws becomes a value. */
export async function settle<T>(work: () => Promise<T>): Promise<Settled<T>> {
	try {
		return { value: await work() };
	} catch (error) {
		return { error };
	}
}
