import type { End, FaultName, Result } from './plan';
import { orderOf, type Photo, type Settings } from './orders';

/** A request to create a task, as Crun received it. */
export interface Sent {
	attempt: Attempt;
	item: number;
	order: string;
	fault: FaultName;
	result: Result;
	/** The task that it created, whatever was answered. */
	taskId: string | null;
}

/** One call of the node. */
export interface Attempt {
	number: number;
	/** The execution that it belonged to. */
	execution: string;
	run: number;
	/** What each item orders. */
	orders: string[];
	sent: Sent[];
	/** How it ended early, if it did. */
	end: End | null;
}

/** One execution of n8n, and what n8n knows of it. */
export interface Execution {
	id: string;
	/** A Retry from the executions list. */
	isRetry: boolean;
	settings: Settings;
	resend: boolean;
	continueOnFail: boolean;
	/** A Retry of an execution that n8n recovered from its event log. */
	recovered: boolean;
	/** It runs from the first node on, as all executions do but the Retry of one whose data were saved. */
	fromStart: boolean;
	/** The first item orders something else than in the execution before. */
	changed: boolean;
	run: number;
	state: 'succeeded' | 'failed' | 'stopped' | 'dead';
	/** Somebody has retried it, so n8n itself does not run it again. */
	retried: boolean;
	/** The numbers of the attempts whose outcome is in the context of the node. */
	known: Set<number>;
	/** The context of the node as JSON, as n8n would save it now. */
	context: string;
	/** The same at the beginning: what is left in the database when its process dies. */
	start: { run: number; known: Set<number>; context: string };
}

/** An execution and its Retries: for the user, one thing that was ordered once. */
export interface Lineage {
	id: number;
	/** The n8n line: n8n 1 does not know when the first execution of a Retry began. */
	line: 1 | 2;
	/** Milliseconds since the epoch. */
	establishedAt: number;
	/** Another lineage began in the same millisecond. */
	twin: boolean;
	/** The photos of each round of the loop. */
	photos: Map<number, Photo[]>;
	executions: Execution[];
	attempts: Attempt[];
}

/** The photos of the items of this round. */
export function photosOf(lineage: Lineage, { run, changed }: Execution): Photo[] {
	const photos = lineage.photos.get(run) ?? [];
	return changed ? photos.map((photo, index) => (index === 0 ? 'c' : photo)) : photos;
}

export const ordersOf = (lineage: Lineage, execution: Execution): string[] =>
	photosOf(lineage, execution).map((photo) => orderOf(execution.settings, photo));
