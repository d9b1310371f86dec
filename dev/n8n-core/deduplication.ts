import { setImmediate as turn, setTimeout as sleep } from 'node:timers/promises';
import { DataDeduplicationService } from 'n8n-core';
import type {
	DeduplicationItemTypes,
	DeduplicationScope,
	ICheckProcessedContextData,
	ICheckProcessedOptions,
	IDataDeduplicator,
	IDeduplicationOutput,
} from 'n8n-workflow';

/**
 * n8n's deduplication table, kept in memory. As in n8n, all entries of a node are in one row, which is read, and then
 * written as a whole: two processes can overwrite each other's entries. In queue mode, `npm run test:queue` uses n8n's
 * own.
 */
export class DeduplicationTable implements IDataDeduplicator {
	private readonly rows = new Map<string, string[]>();
	/** Set to make the table fail, as while the database is restarted. */
	failure: Error | undefined;
	/** Milliseconds between reading and writing a row, as on a busy database. */
	latencyMs = 0;
	/** Milliseconds by which a request comes later, and by which it writes later: what a busy machine adds at times. */
	stallMs: () => number = () => 0;
	/** Requests that are carried out without an answer, as when the connection is lost. The first is 1. */
	unanswered: number[] = [];
	/** Requests whose entries another process overwrites. The first is 1. */
	overwritten: number[] = [];
	/** How often entries were checked and recorded. */
	requests = 0;
	/** The workflow whose requests count; all workflows if undefined. Those of an earlier test may still come. */
	counted: string | undefined;
	/** How many of them have been carried out. */
	private done = 0;
	private readonly awaited: Array<{ count: number; arrived: () => void }> = [];

	async checkProcessedAndRecord(
		items: DeduplicationItemTypes[],
		scope: DeduplicationScope,
		context: ICheckProcessedContextData,
		{ maxEntries }: ICheckProcessedOptions,
	): Promise<IDeduplicationOutput> {
		await turn();
		const stallMs = this.stallMs();
		if (stallMs > 0) await sleep(stallMs);
		if (this.failure) throw this.failure;
		const key = keyOf(scope, context);
		const row = this.rows.get(key) ?? [];
		const processed = items.filter((item) => row.includes(String(item)));
		const fresh = items.filter((item) => !row.includes(String(item)));
		const request = this.count(context);
		await sleep(this.latencyMs + this.stallMs());
		const rows = [...row, ...fresh.map(String)].slice(-(maxEntries ?? Infinity));
		if (!this.overwritten.includes(request)) this.rows.set(key, rows);
		this.done = Math.max(this.done, request);
		for (const { count, arrived } of this.awaited) if (this.done >= count) arrived();
		if (this.unanswered.includes(request)) throw new Error('the connection was lost');
		return { new: fresh, processed };
	}

	/** Waits until the request with this number has been carried out. */
	async requested(count: number): Promise<void> {
		if (this.done >= count) return;
		await new Promise<void>((arrived) => this.awaited.push({ count, arrived }));
	}

	/** @returns the number of the request; 0 if it does not count */
	private count({ workflow }: ICheckProcessedContextData): number {
		if (this.counted !== undefined && workflow.id !== this.counted) return 0;
		return (this.requests += 1);
	}

	async removeProcessed(
		items: DeduplicationItemTypes[],
		scope: DeduplicationScope,
		context: ICheckProcessedContextData,
	): Promise<void> {
		await turn();
		if (this.failure) throw this.failure;
		const key = keyOf(scope, context);
		const removed = items.map(String);
		this.rows.set(
			key,
			this.entries(scope, context).filter((entry) => !removed.includes(entry)),
		);
	}

	async clearAllProcessedItems(
		scope: DeduplicationScope,
		context: ICheckProcessedContextData,
	): Promise<void> {
		await turn();
		this.rows.delete(keyOf(scope, context));
	}

	async getProcessedDataCount(
		scope: DeduplicationScope,
		context: ICheckProcessedContextData,
	): Promise<number> {
		await turn();
		return this.entries(scope, context).length;
	}

	/**
	 * Keeps the entries of a workflow as they are now.
	 * @returns a function that puts them back: whatever a process that is dead by now would not have written
	 */
	keep(workflowId: string): () => void {
		const isOfWorkflow = ([key]: [string, string[]]) => key.startsWith(`${workflowId} `);
		const kept = [...this.rows].filter(isOfWorkflow);
		return () => {
			for (const [key] of [...this.rows].filter(isOfWorkflow)) this.rows.delete(key);
			for (const [key, row] of kept) this.rows.set(key, row);
		};
	}

	/** All entries, of all nodes. */
	recorded(): string[] {
		return [...this.rows.values()].flat();
	}

	/** Forgets everything. */
	reset(): void {
		this.rows.clear();
		this.failure = undefined;
		this.latencyMs = 0;
		this.stallMs = () => 0;
		this.unanswered = [];
		this.overwritten = [];
		this.requests = 0;
		this.done = 0;
		this.counted = undefined;
	}

	private entries(scope: DeduplicationScope, context: ICheckProcessedContextData): string[] {
		return this.rows.get(keyOf(scope, context)) ?? [];
	}
}

function keyOf(scope: DeduplicationScope, { node, workflow }: ICheckProcessedContextData): string {
	return `${workflow.id} ${scope === 'node' ? (node?.id ?? '') : ''}`;
}

/** The table of this process. n8n does not know it until it is opened. */
export const deduplicationTable = new DeduplicationTable();
let opening: Promise<void> | undefined;

/** Gives this process a deduplication table, as n8n does when it starts. */
export async function openDeduplicationTable(): Promise<DeduplicationTable> {
	opening ??= DataDeduplicationService.init(deduplicationTable);
	await opening;
	return deduplicationTable;
}
