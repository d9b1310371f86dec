import type { Task } from '../crun/contract';
import { nextPace, type Pace } from '../crun/pollPace';
import type { TaskReading } from '../crun/task';
import { monotonicMs } from '../n8n/monotonic';
import type { Client } from '../transport/client';
import { checkTask, resultOf, type AwaitedTask, type WaitResult } from './checkTask';
import { expectedFor, learnFrom } from './experience';
import { stoppedProblem } from './problems';
import { checkInRounds, type PollOptions } from './rounds';
import { takeTurns } from './takeTurns';

export interface PollTasksOptions extends PollOptions {
	/** Called once for each finished task, given by its index, as soon as it is known to be finished. */
	onFinished: (reading: TaskReading, index: number) => void;
}

/**
 * Waits for all tasks in one loop. It ends with the last of them, and one that is unfinished is reason enough to go on,
 * so the tasks take turns: see `nextPace` and `takeTurns`. A failed check costs only that check. At the deadline all
 * unfinished tasks are checked one last time. Stopping the execution ends the loop at once. Meanwhile, transfers leave
 * a slot free for the checks.
 * @returns one result for each task, in the given order
 */
export async function pollTasks(
	client: Client,
	tasks: AwaitedTask[],
	options: PollTasksOptions,
): Promise<WaitResult[]> {
	const giveBackSlot = client.keepSlotFree();
	try {
		return await poll(client, tasks, options);
	} finally {
		giveBackSlot();
	}
}

async function poll(
	client: Client,
	tasks: AwaitedTask[],
	{ onFinished, ...options }: PollTasksOptions,
): Promise<WaitResult[]> {
	const results = tasks.map(resultBefore);
	const isUnfinished = (index: number) => results[index]?.kind === 'unfinished';
	const ages = tasks.map(({ reading }) => openAge(reading));
	let isRejected = false;
	const check = async (indexes: number[]): Promise<void> => {
		const checked = await Promise.all(
			indexes.map(async (index) => {
				const [task, before] = [tasks[index], results[index]];
				if (!task || before?.kind !== 'unfinished') return [];
				const known = { ...before, rejected: isRejected || before.rejected === true };
				const result = await checkTask(client, task, known, options.deadline);
				results[index] = result;
				if (result.kind === 'unfinished') ages[index] ??= openAge(result.reading);
				if (result.kind === 'finished') {
					learnFrom(result.reading.task, ages[index]?.() ?? Infinity);
					onFinished(result.reading, index);
				}
				return [result];
			}),
		);
		// A key that was rejected for one task is rejected for the others, which must not take turns until that shows.
		const answers = checked.flat().filter(({ kind }) => kind !== 'failed');
		if (answers.length > 0) isRejected = answers.some(wasRejected);
	};

	for (const [index, result] of results.entries()) {
		if (result.kind === 'finished') onFinished(result.reading, index);
	}
	// A task that was never checked may be finished already.
	await check([...tasks.keys()].filter((index) => !tasks[index]?.reading));
	let turns = [...tasks.keys()].filter(isUnfinished);
	const count = turns.length;
	let pace: Pace | null = null;
	const nextPause = () => {
		const running = turns.map((index) => ({
			ageMs: ages[index]?.() ?? 0,
			expected: expectedFor(taskOf(results[index])),
		}));
		const { intervalMs } = options;
		pace = nextPace(pace, running, { intervalMs, count, hasFinished: turns.length < count });
		return pace.pauseMs;
	};
	const isStopped = await checkInRounds(
		{
			isUnfinished: () => turns.length > 0,
			nextPause,
			round: async () => {
				turns = await takeTurns(turns, check, isUnfinished);
			},
			lastRound: async () => await check(turns),
		},
		options,
	);
	return isStopped ? results.map(stopped) : results;
}

function wasRejected(result: WaitResult): boolean {
	return result.kind === 'unfinished' && result.rejected === true;
}

/** What is known of a task without asking. */
function resultBefore({ taskId, reading }: AwaitedTask): WaitResult {
	return reading ? resultOf(reading) : { kind: 'unfinished', taskId, reading, trouble: null };
}

function taskOf(result: WaitResult | undefined): Task | undefined {
	return result?.kind === 'unfinished' ? result.reading?.task : undefined;
}

/** @returns how many milliseconds ago the task was created, whenever it is called; null where that is not known */
function openAge(reading: TaskReading | null): (() => number) | null {
	const createdAt = reading?.task.create_at;
	if (!createdAt) return null;
	const bornAt = monotonicMs() - Math.max(0, Date.now() - createdAt * 1000);
	return () => monotonicMs() - bornAt;
}

function stopped(result: WaitResult): WaitResult {
	if (result.kind !== 'unfinished') return result;
	const { taskId } = result;
	return { kind: 'failed', taskId, error: stoppedProblem(taskId) };
}
