import type { CallbackSender } from './callbacks';
import type { EventLog } from './events';
import type { Ledger } from './ledger';
import { roundCredits } from './ledger';
import type { NewTask } from './taskObject';
import { failure, pendingTask, seconds, successOf } from './taskObject';
import type { Timers } from './timers';
import type { DeliveredCallback, LedgerEntry, Settings, SimulatedTask } from './types';

/** A task fails if its input contains this word, for example in an image URL. */
export const FAIL_MARKER = 'fail';

interface Dependencies {
	settings: Settings;
	events: EventLog;
	ledger: Ledger;
	timers: Timers;
	callbacks: CallbackSender;
	/** The URLs of a successful task's files. */
	filesOf: (task: SimulatedTask) => string[];
}

/** The tasks. They change from pending to running to success or failed, on a timer or when a test says so. */
export class Tasks {
	private readonly tasks = new Map<string, SimulatedTask>();

	private readonly stops = new Map<string, () => void>();

	constructor(private readonly deps: Dependencies) {}

	get = (id: string): SimulatedTask | undefined => this.tasks.get(id);

	all = (): SimulatedTask[] => [...this.tasks.values()];

	/** Creates a task and reserves its price. */
	create(newTask: NewTask): LedgerEntry {
		const { events, settings } = this.deps;
		const task = pendingTask(newTask);
		this.tasks.set(task.task_id, task);
		settings.balance = roundCredits(settings.balance - newTask.credits);
		const entry: LedgerEntry = {
			task_id: task.task_id,
			...newTask,
			createdAt: Date.now(),
			lost: false,
		};
		events.emit('created', entry);
		this.schedule(task);
		return entry;
	}

	/**
	 * Ends a task as Crun does, with a result, the final price and a callback. A failed task costs nothing.
	 * @param extra fields that replace the usual ones, for example `{ result: { code: 200, message: 'success' } }`
	 */
	finish = (
		id: string,
		status: 'success' | 'failed',
		extra: Record<string, unknown> = {},
	): SimulatedTask => {
		const task = this.existing(id);
		const { ledger, settings } = this.deps;
		const entry = ledger.find(id);
		if (entry && status === 'failed') {
			settings.balance = roundCredits(settings.balance + entry.credits);
			entry.credits = 0;
		}
		const now = seconds();
		const result = status === 'success' ? successOf(this.deps.filesOf(task)) : failure();
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

	/** Sets any status and any other fields. Posts a callback if the policy asks for one at that status. */
	setStatus = (id: string, status: string, patch: Record<string, unknown> = {}): SimulatedTask =>
		this.change(this.existing(id), { status, ...patch });

	/** Replaces the files of an existing result, without an event or a callback. */
	showFiles(id: string, media_urls: string[]): void {
		const task = this.tasks.get(id);
		if (task?.status === 'success' && task.result) task.result = { ...task.result, media_urls };
	}

	/** Posts the task's callback now. @param overrides fields to forge in the body */
	sendCallback = async (
		id: string,
		overrides: Record<string, unknown> = {},
	): Promise<DeliveredCallback> => {
		const task = this.existing(id);
		if (task.param.callback_url === null) throw new Error(`Task ${id} has no callback_url`);
		return await this.deps.callbacks.post(task.param.callback_url, id, { ...task, ...overrides });
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
		const { settings, timers } = this.deps;
		if (settings.taskTimings === 'manual') return;
		const { pendingMs, runningMs } = settings.taskTimings;
		const outcome = JSON.stringify(task.param.input).includes(FAIL_MARKER) ? 'failed' : 'success';
		const schedule = (ms: number, action: () => void) =>
			this.stops.set(task.task_id, timers.after(ms, action));
		schedule(pendingMs, () => {
			this.change(task, { status: 'running' });
			schedule(runningMs, () => this.finish(task.task_id, outcome));
		});
	}

	private change(task: SimulatedTask, patch: Record<string, unknown>): SimulatedTask {
		this.stops.get(task.task_id)?.();
		Object.assign(task, patch);
		this.deps.events.emit('status', structuredClone(task));
		this.deps.callbacks.announce(task);
		return task;
	}
}
