import { executionStopped } from '../n8n/abortableSleep';
import type { Ledger } from './ledger';
import type { CreationResult } from './sendOnce';

/** The creations that are running in this process, by execution and order. They end with the execution's data. */
const running = new WeakMap<object, Map<string, Promise<CreationResult>>>();

/**
 * Runs the creation of one order, unless another call is already doing so: then that one's result is this one's,
 * whether it is a task or an error. So two calls never send the same order, whatever happens between the decision to
 * send it and its answer. Where the other call sent nothing, because another of its items had failed, this call
 * creates the task itself.
 * @param signal stops this call only, and only while it waits for the other one
 * @throws what the creation throws; Problem as soon as this call is stopped while it waits for the other one
 */
export async function createOrJoin(
	{ execution, keyOf }: Pick<Ledger, 'execution' | 'keyOf'>,
	itemIndex: number,
	fingerprint: string,
	signal: AbortSignal | undefined,
	create: () => Promise<CreationResult>,
): Promise<CreationResult> {
	const creations = running.get(execution) ?? new Map<string, Promise<CreationResult>>();
	running.set(execution, creations);
	const key = keyOf(itemIndex, fingerprint);
	for (let other = creations.get(key); other; other = creations.get(key)) {
		const result = await untilStopped(other, signal);
		if (result.kind === 'created') return result;
	}
	const creation = create().finally(() => creations.delete(key));
	creations.set(key, creation);
	return await creation;
}

async function untilStopped<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
	if (!signal) return await work;
	if (signal.aborted) throw executionStopped();
	let stop = () => {};
	const stopped = new Promise<never>((_, reject) => {
		stop = () => reject(executionStopped());
	});
	signal.addEventListener('abort', stop);
	try {
		return await Promise.race([work, stopped]);
	} finally {
		signal.removeEventListener('abort', stop);
	}
}
