import type { IDataObject } from 'n8n-workflow';
import { z } from 'zod';
import type { Task } from '../crun/contract';
import { sumCredits } from '../crun/price';
import { terminalStatus } from '../crun/task';
import { entrySchema } from './entry';

/** What one order may cost. */
export interface Approval {
	/** An order counts once, however many calls place it. */
	order: string;
	credits: number;
}

/**
 * The credits that count towards Max Credits per Run. Nothing is added to and subtracted from a sum: the total is
 * always computed from the orders, so nothing can be given back twice. It consists of
 *
 * - what was approved for each order that has a task, or may have one, in the ledger;
 * - what is approved for an order whose task is about to be created. This is kept in memory only: if n8n dies
 *   before the request is sent, nothing was spent;
 * - what Crun charged for each task that is known to have failed, instead of what was approved for it.
 */
export interface Budget {
	/** @returns credits, as if these orders were approved too */
	totalWith(approvals: Approval[]): number;
	/** @returns the credits of all orders that are held: they are about to be sent, so Crun has not reserved them */
	heldCredits(): number;
	/** Holds these credits until `release`, or for as long as the ledger has a task for the order. */
	approve(approvals: Approval[]): void;
	/** Ends what this call holds. Its orders are in the ledger by now, or were not sent. */
	release(): void;
	/** Replaces what was approved for a failed task by what Crun charged for it. Ignores any other task. */
	settle(task: Task): void;
}

const CHARGED = 'crun tool charged';
const chargedSchema = z.record(z.string(), z.number()).catch({});

/** By the stored data of an execution, so that they end with it. */
const heldCredits = new WeakMap<object, Set<Approval>>();

/** @param stored the data that n8n keeps for the node, with the entries of the ledger in it */
export function openBudget(stored: IDataObject): Budget {
	const held = heldCredits.get(stored) ?? new Set<Approval>();
	heldCredits.set(stored, held);
	const own: Approval[] = [];
	const charged = () => new Map(Object.entries(chargedSchema.parse(stored[CHARGED])));

	return {
		totalWith: (approvals) => {
			const failed = charged();
			const entries = Object.values(stored).flatMap(
				(value) => entrySchema.safeParse(value).data ?? [],
			);
			const alive = entries.filter(({ taskId }) => taskId === null || !failed.has(taskId));
			const bought = alive.map(({ fingerprint, credits }) => ({ order: fingerprint, credits }));
			const orders = new Map<string, number>();
			for (const { order, credits } of [...bought, ...held, ...approvals]) {
				orders.set(order, Math.max(credits, orders.get(order) ?? 0));
			}
			return sumCredits([...failed.values(), ...orders.values()]);
		},
		heldCredits: () => {
			const orders = new Map([...held].map(({ order, credits }) => [order, credits]));
			return sumCredits([...orders.values()]);
		},
		approve: (approvals) => {
			for (const approval of approvals) held.add(approval);
			own.push(...approvals);
		},
		release: () => {
			for (const approval of own) held.delete(approval);
		},
		settle: (task) => {
			if (terminalStatus(task) !== 'failed') return;
			const credits = Math.max(0, task.credits ?? 0);
			stored[CHARGED] = Object.fromEntries(charged().set(task.task_id, credits));
		},
	};
}
