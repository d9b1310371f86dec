import type { SimulatorEvents } from './types';

type EventName = keyof SimulatorEvents;
type Listener<E extends EventName> = (payload: SimulatorEvents[E]) => void;
type Histories = { [E in EventName]: Array<SimulatorEvents[E]> };
type Listeners = { [E in EventName]: Set<Listener<E>> };

export interface WaitOptions {
	/** Default 2,000. */
	timeoutMs?: number;
	/** Wait for this many matching events and return the last of them. Default 1. */
	count?: number;
}

const DEFAULT_TIMEOUT_MS = 2000;

/** All events so far, in order, and a way to wait for those to come. */
export class EventLog {
	readonly history: Histories = {
		request: [],
		ended: [],
		created: [],
		registered: [],
		status: [],
		callback: [],
	};

	private readonly listeners: Listeners = {
		request: new Set(),
		ended: new Set(),
		created: new Set(),
		registered: new Set(),
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
	 * Waits for the `count`-th event for which `matches` is true. Past events count too, so a test cannot miss one.
	 * Rejects after `timeoutMs` with the number of matching events seen.
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

	/** Clears the history; listeners stay registered. */
	clear(): void {
		for (const events of Object.values(this.history)) events.length = 0;
	}
}
