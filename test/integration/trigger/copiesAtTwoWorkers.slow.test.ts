import { setTimeout as sleep } from 'node:timers/promises';
import { executeNode, loadTrigger, openDeduplicationTable, useSimulator } from '../support';

/**
 * Two workers of n8n with one deduplication table. A worker reads the row of the trigger, and writes it as a whole some
 * milliseconds later, so each erases what the other has recorded in between.
 */

const TASKS = 300;
const PER_SECOND = 35;
/** Of a busy PostgreSQL. */
const TABLE_MS = 12;
/** The share of requests that stall, before they read or before they write, and for how long at most. */
const STALLED = 0.03;
const STALL_MS = 300;
/** The copies arrive within so many milliseconds. */
const APART_MS = 30;

const sim = useSimulator({ taskTimings: 'manual', callbacks: false });

it(`of ${TASKS} tasks with two callbacks each, at most one starts the workflow twice, and none is lost`, async () => {
	const table = await openDeduplicationTable();
	table.latencyMs = TABLE_MS;
	table.stallMs = () => (Math.random() < STALLED ? Math.random() * STALL_MS : 0);
	const workers = [await loadTrigger(), await loadTrigger()];
	let executions = 0;
	const start = async (taskId: string) => {
		await sleep(Math.random() * APART_MS);
		const { items } = await executeNode({
			sim,
			node: 'crunTrigger',
			type: workers[Math.floor(Math.random() * workers.length)],
			items: [{ json: { event: 'task.success', verified: true, task_id: taskId } }],
			executionId: String(++executions),
			mode: 'webhook',
		});
		return items.length;
	};
	const starts: Array<Promise<number>> = [];
	for (let number = 0; number < TASKS; number += 1) {
		const copies = Promise.all([start(`task_${number}`), start(`task_${number}`)]);
		starts.push(copies.then(([one, other]) => one + other));
		await sleep((1000 / PER_SECOND) * (0.5 + Math.random()));
	}
	const counts = await Promise.all(starts);
	expect(counts.filter((count) => count === 0)).toEqual([]);
	expect(counts.filter((count) => count > 1).length).toBeLessThanOrEqual(1);
}, 60_000);
