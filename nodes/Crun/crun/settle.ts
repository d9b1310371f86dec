/** The result of work whose failure must not stop other work. */
export type Settled<T> = { value: T } | { error: unknown };

/** Runs the work and returns what it throws instead of throwing it. */
export async function settle<T>(work: () => Promise<T>): Promise<Settled<T>> {
	try {
		return { value: await work() };
	} catch (error) {
		return { error };
	}
}
