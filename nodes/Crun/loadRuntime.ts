type Runtime = typeof import('./runtime');

let runtime: Runtime | undefined;

/** What the nodes do, loaded on the first call. A failure to load it is not kept: the next call tries again. */
export async function loadRuntime(): Promise<Runtime> {
	runtime ??= await import('./runtime');
	return runtime;
}

/**
 * A function that n8n calls with its context, which loads the runtime first.
 * @param pick the function of the runtime that does the work
 */
export function lazy<This, Given extends unknown[], Result>(
	pick: (loaded: Runtime) => (this: This, ...given: Given) => Promise<Result>,
): (this: This, ...given: Given) => Promise<Result> {
	return async function (...given) {
		return await pick(await loadRuntime()).apply(this, given);
	};
}
