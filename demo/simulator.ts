import { createWriteStream } from 'node:fs';
import { startSimulator, type Simulator } from '../dev/simulator';

// Long enough to see pending and running tasks in the editor, short enough to wait for. The durations differ, so that
// tasks do not end in the order in which they were created.
const PENDING_MS = 1_000;
const RUNNING_MS = [3_000, 1_000, 2_000];

/** Starts the simulated Crun and logs its requests, tasks and callbacks to a file. */
export async function startLoggedSimulator(logFile: string): Promise<Simulator> {
	let created = 0;
	const taskTimings = {
		pendingMs: PENDING_MS,
		get runningMs() {
			return RUNNING_MS[created++ % RUNNING_MS.length] ?? 0;
		},
	};
	const simulator = await startSimulator({ taskTimings });
	const log = createWriteStream(logFile, { flags: 'a' });
	const write = (line: string) => log.write(`${new Date().toISOString()} ${line}\n`);
	simulator.on('ended', ({ method, path, status }) =>
		write(`${method} ${path} → ${status ?? 'no answer'}`),
	);
	simulator.on('status', ({ task_id, status }) => write(`task ${task_id} ${status}`));
	simulator.on('callback', ({ taskId, status, answer, error }) =>
		write(`callback for ${taskId} → ${status ?? error}: ${answer}`),
	);
	return simulator;
}

/** What became of a task's callback. */
export function describeCallback(simulator: Simulator, taskId: string): string {
	const callback = simulator.callbacks.filter((candidate) => candidate.taskId === taskId).at(-1);
	if (!callback) return 'Crun sent no callback';
	if (callback.status === null) return `Crun's callback was not delivered: ${callback.error}`;
	return `Crun's callback was answered with ${callback.status}: ${callback.answer}`;
}
