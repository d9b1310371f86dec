import type { CallbackSender } from './callbacks';
import type { EventLog } from './events';
import type { Ledger } from './ledger';
import { roundCredits } from './ledger';
import type { NewTask } from './taskObject';
import { failure, pendingTask, seconds, successOf } from './taskObject';
import type { Timers } from './timers';
import type { DeliveredCallback, LedgerEntry, Settings, SimulatedTask } from './types';

/** A task whose input contains this word (in an image's URL, say) fails. */
export const FAIL_MARKER = 'fail';

interface Surroundings {
	settings: Settings;
	events: EventLog;
	ledger: Ledger;
	timers: Timers;
	callbacks: CallbackSender;
	/** The addresses of a successful task's files. */
	filesOf: (task: SimulatedTask) => string[];
}

/** The tasks, and how they move: pending → running → success or failed, by themselves or by the test's hand. */
export class Tasks {
	private readonly tasks = new Map<string, SimulatedTask>();

	private readonly stops = new Map<string, () => void>();

	constructor(private readonly around: Surroundings) {}

	get = (id: string): SimulatedTask | undefined => this.tasks.get(id);

	all = (): SimulatedTask[] => [...this.tasks.values()];

	/** Creates a task and reserves its price. */
	create(wanted: NewTask): LedgerEntry {
		const { events, settings } = this.around;
		const task = pendingTask(wanted);
		this.tasks.set(task.task_id, task);
		settings.balance = roundCredits(settings.balance - wanted.credits);
		const entry: LedgerEntry = {
			task_id: task.task_id,
			...wanted,
			createdAt: Date.now(),
			lost: false,
		};
		events.emit('created', entry);
		this.schedule(task);
		return entry;
	}

	/**
	 * Ends a task the way Crun would: a result, its real price, its callback. A failed task costs nothing.
	 * @param extra fields that replace the usual ones, e.g. `{ result: { code: 200, message: 'success' } }`
	 */
	finish = (
		id: string,
		status: 'success' | 'failed',
		extra: Record<string, unknown> = {},
	): SimulatedTask => {
		const task = this.existing(id);
		const { ledger, settings } = this.around;
		const entry = ledger.find(id);
		if (entry && status === 'failed') {
			settings.balance = roundCredits(settings.balance + entry.credits);
			entry.credits = 0;
		}
		const now = seconds();
		const result = status === 'success' ? successOf(this.around.filesOf(task)) : failure();
		const credits = entry?.credits ?? task.credits;
		return this.change(task, {
			status,
			result,
			credits,
			complete_at: now,
			duration_s: now - task.create_at,
			...extra,
		});
	};

	/** Sets any status and any field, as it is; posts a callback only where the policy wants one for that status. */
	setStatus = (id: string, status: string, patch: Record<string, unknown> = {}): SimulatedTask =>
		this.change(this.existing(id), { status, ...patch });

	/** Shows other files in a result that is there already; announced to nobody. */
	showFiles(id: string, media_urls: string[]): void {
		const task = this.tasks.get(id);
		if (task?.status === 'success' && task.result) task.result = { ...task.result, media_urls };
	}

	/** Posts the task's callback right now. @param overrides fields that are forged in the body */
	sendCallback = async (
		id: string,
		overrides: Record<string, unknown> = {},
	): Promise<DeliveredCallback> => {
		const task = this.existing(id);
		if (task.param.callback_url === null) throw new Error(`Task ${id} has no callback_url`);
		return await this.around.callbacks.post(task.param.callback_url, id, { ...task, ...overrides });
	};

	clear(): void {
		this.tasks.clear();
		this.stops.clear();
	}

	private existing(id: string): SimulatedTask {
		const task = this.tasks.get(id);
		if (!task) throw new Error(`The simulator has no task ${id}`);
		return task;
	}

	private schedule(task: SimulatedTask): void {
		const { settings, timers } = this.around;
		if (settings.taskTimings === 'manual') return;
		const { pendingMs, runningMs } = settings.taskTimings;
		const outcome = JSON.stringify(task.param.input).includes(FAIL_MARKER) ? 'failed' : 'success';
		const then = (ms: number, action: () => void) =>
			this.stops.set(task.task_id, timers.after(ms, action));
		then(pendingMs, () => {
			this.change(task, { status: 'running' });
			then(runningMs, () => this.finish(task.task_id, outcome));
		});
	}

	private change(task: SimulatedTask, patch: Record<string, unknown>): SimulatedTask {
		this.stops.get(task.task_id)?.();
		Object.assign(task, patch);
		this.around.events.emit('status', structuredClone(task));
		this.around.callbacks.announce(task);
		return task;
	}
}
