/**
 * What this process has started workflows with, so that of several copies of a callback only the first one does. It is
 * exact, and gone after a restart: the copies of other processes are dropped where the execution runs.
 */

const REMEMBERED = 10_000;
const emitted = new Map<string, Promise<boolean>>();

/**
 * Claims a task's state for one call. A copy that arrives while another one is being processed waits for its end.
 * @param key the trigger, the task, and its state
 * @param stored whether the call of this claim succeeded: if not, the next copy gets the claim
 * @returns false for a copy
 */
export async function claimHere(key: string, stored: Promise<boolean>): Promise<boolean> {
	for (let other = emitted.get(key); other; other = emitted.get(key)) {
		if (await other) return false;
	}
	emitted.set(key, stored);
	void stored.then((isStored) => {
		if (!isStored && emitted.get(key) === stored) emitted.delete(key);
	});
	for (const oldest of emitted.keys()) {
		if (emitted.size <= REMEMBERED) break;
		emitted.delete(oldest);
	}
	return true;
}

/** Whether a call that arrived at this process has the claim. */
export function isClaimedHere(key: string): boolean {
	return emitted.has(key);
}
