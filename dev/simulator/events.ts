import type { SimulatorEvents } from './types';

type EventName = keyof SimulatorEvents;
type Listener<E extends EventName> = (payload: SimulatorEvents[E]) => void;
type Histories = { [E in EventName]: Array<SimulatorEvents[E]> };
type Listeners = { [E in EventName]: Set<Listener<E>> };

export interface WaitOptions {
	/** Default 2,000. */
	timeoutMs?: number;
	/** Wait for this many matching events, and give the last of them. Default 1. */
	count?: number;
}

const DEFAULT_TIMEOUT_MS = 2000;

/** Everything that happened, in order, and a way to wait for what is still to come. */
export class EventLog {
	readonly history: Histories = { request: [], ended: [], created: [], status: [], callback: [] };

	private readonly listeners: Listeners = {
		request: new Set(),
		ended: new Set(),
		created: new Set(),
		status: new Set(),
		callback: new Set(),
	};

	emit<E extends EventName>(event: E, payload: SimulatorEvents[E]): void {
		this.history[event].push(payload);
		for (const listener of [...this.listeners[event]]) listener(payload);
	}

	/** @returns a function that stops listening. */
	on<E extends EventName>(event: E, listener: Listener<E>): () => void {
		this.listeners[event].add(listener);
		return () => this.listeners[event].delete(listener);
	}

	/**
	 * The `count`-th event for which `matches` is true. What happened already counts too, so a test cannot come too
	 * late. Rejects after `timeoutMs`, saying how many were seen.
	 */
	async waitFor<E extends EventName>(
		event: E,
		matches: (payload: SimulatorEvents[E]) => boolean = () => true,
		options: WaitOptions | number = {},
	): Promise<SimulatorEvents[E]> {
		const { timeoutMs = DEFAULT_TIMEOUT_MS, count = 1 } =
			typeof options === 'number' ? { timeoutMs: options } : options;
		const past = this.history[event].filter(matches);
		const reached = past[count - 1];
		if (reached !== undefined) return reached;
		return await new Promise((resolve, reject) => {
			let seen = past.length;
			const stop = this.on(event, (payload) => {
				if (!matches(payload) || ++seen < count) return;
				clearTimeout(timer);
				stop();
				resolve(payload);
			});
			const timer = setTimeout(() => {
				stop();
				reject(new Error(`Waited ${timeoutMs} ms for "${event}": saw ${seen} of ${count}`));
			}, timeoutMs);
		});
	}

	/** Forgets the past; listeners stay. */
	clear(): void {
		for (const events of Object.values(this.history)) events.length = 0;
	}
}
