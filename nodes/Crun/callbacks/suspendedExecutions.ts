import type { TaskReading } from '../crun/task';
import { monotonicMs } from '../n8n/monotonic';
import type { Confirmation } from './confirmTask';

const KEPT_MS = 3 * 86_400_000; // longer than an execution can be suspended
const KEPT_AFTER_RESUME_MS = 600_000;
/** For callbacks that were on their way when the execution resumed. Later ones prove that n8n did not resume it. */
const ON_THEIR_WAY_MS = 10_000;

/**
 * What this process knows of a suspended execution. A finished task never changes, so this only saves requests: another
 * process, or this one after a restart, asks again and comes to the same result.
 */
export class SuspendedExecution {
	/** By task ID: the tasks that have been seen finished. */
	readonly finished = new Map<string, TaskReading>();
	forgetAt = monotonicMs() + KEPT_MS;
	private readonly asking = new Map<string, Promise<Confirmation>>();
	private last: Promise<unknown> = Promise.resolve();
	private resumedAt = -Infinity;

	/** Asks about a task once for all callbacks that report it at the same time. */
	async ask(taskId: string, confirm: () => Promise<Confirmation>): Promise<Confirmation> {
		const asking = this.asking.get(taskId) ?? confirm();
		this.asking.set(taskId, asking);
		try {
			return await asking;
		} finally {
			this.asking.delete(taskId);
		}
	}

	/** Whether a callback asks about this task at the moment. */
	isAsking(taskId: string): boolean {
		return this.asking.has(taskId);
	}

	/** Runs the checks one after the other, so that simultaneous callbacks do not all check the same tasks. */
	async inTurn<T>(check: () => Promise<T>): Promise<T> {
		const turn = this.last.then(check);
		this.last = turn.catch(() => undefined); // the error belongs to this check's caller; the next one starts anyway
		return await turn;
	}

	/**
	 * Its items are being returned, or have just been, so n8n is resuming it. n8n 1 would resume it again for every call.
	 */
	get isResuming(): boolean {
		return monotonicMs() - this.resumedAt < ON_THEIR_WAY_MS;
	}

	/** All its tasks are finished, and a call prepares the items. */
	startResuming(): void {
		this.resumedAt = Infinity;
	}

	/** That call returns the items; if it cannot, the next call may. */
	async finishResuming<T>(prepare: () => Promise<T>): Promise<T> {
		let resumedAt = -Infinity;
		try {
			const prepared = await prepare();
			resumedAt = monotonicMs();
			this.forgetAt = resumedAt + KEPT_AFTER_RESUME_MS;
			return prepared;
		} finally {
			this.resumedAt = resumedAt;
		}
	}
}

const suspended = new Map<string, SuspendedExecution>();

/**
 * @param executionId n8n's
 * @param pending the tasks that it waits for: an execution can be suspended several times
 */
export function suspendedExecution(executionId: string, pending: string[]): SuspendedExecution {
	const now = monotonicMs();
	for (const [key, { forgetAt }] of suspended) if (forgetAt < now) suspended.delete(key);
	const key = [executionId, ...pending].join(' ');
	const known = suspended.get(key) ?? new SuspendedExecution();
	suspended.set(key, known);
	return known;
}
