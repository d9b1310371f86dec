import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSimulator, type Simulator } from '../../dev/simulator';
import { FOLDER_VARIABLE } from './folder';
import {
	DIRECTIONS,
	fileSchema,
	MODES,
	resultSchema,
	type Job,
	type Transfer,
	type Result,
} from './messages';

const MEGABYTE = 1024 * 1024;
/** Transferring a file of any size must not take more memory than a bare pipe and this. */
const LIMIT_MB = 24;
const DEFAULT_SIZE_MB = 1024;

export const about = `memory used by uploading and downloading a file of 1 GB; option: another size in MB. Fails above ${LIMIT_MB} MB more than a bare pipe`;

/** Each transfer runs in its own process. The simulated Crun runs in this one, so that its memory is not measured. */
export async function run([sizeMb = String(DEFAULT_SIZE_MB)]: string[]): Promise<boolean> {
	const size = Number(sizeMb) * MEGABYTE;
	if (!Number.isInteger(size) || size < MEGABYTE)
		throw new Error(`"${sizeMb}" is not a size in MB`);
	console.log(
		`A file of ${sizeMb} MB, n8n-core with binary data on disk, Node.js ${process.version}\n`,
	);
	let passed = true;
	for (const direction of DIRECTIONS) {
		const growths: number[] = [];
		for (const mode of MODES) {
			const { memoryGrowth, durationMs } = await transfer(direction, mode, size);
			growths.push(memoryGrowth);
			console.log(
				`${direction.padEnd(8)} ${mode.padEnd(8)} ${inMb(memoryGrowth).padStart(7)} MB more memory  ${(durationMs / 1000).toFixed(1).padStart(5)} s`,
			);
		}
		const [streamed = 0, piped = 0, buffered = 0] = growths;
		console.log(
			`${direction.padEnd(8)} ratio    ${(buffered / Math.max(streamed, MEGABYTE)).toFixed(1).padStart(7)} times as much memory when buffered\n`,
		);
		passed &&= streamed <= piped + LIMIT_MB * MEGABYTE;
	}
	console.log(
		`${passed ? 'Within' : 'ABOVE'} the limit: the memory of a bare pipe and ${LIMIT_MB} MB.`,
	);
	return passed;
}

async function transfer(
	direction: Transfer['direction'],
	mode: Transfer['mode'],
	size: number,
): Promise<Result> {
	const sim = await startSimulator({ taskTimings: 'manual' });
	const folder = await mkdtemp(join(tmpdir(), 'n8n-nodes-crun-bench-'));
	try {
		const store = async (bytes: number) => fileSchema.parse(await runJob(folder, { store: bytes }));
		const files = {
			big: await store(direction === 'upload' ? size : MEGABYTE),
			small: await store(MEGABYTE),
		};
		const tasks = { big: finishedTask(sim, size), small: finishedTask(sim, MEGABYTE) };
		const result = resultSchema.parse(
			await runJob(folder, {
				direction,
				mode,
				files,
				tasks,
				sim: { url: sim.url, apiKey: sim.apiKey },
			}),
		);
		const arrived =
			direction === 'upload' ? sim.uploads.at(-1)?.sha256 : sim.media.sha256(tasks.big);
		if (arrived !== result.sha256) throw new Error(`The ${mode} ${direction} changed the file`);
		return result;
	} finally {
		await sim.stop();
		await rm(folder, { recursive: true, force: true });
	}
}

/** Runs one job in a new process. @returns its message */
async function runJob(folder: string, job: Job): Promise<unknown> {
	const child = fork(join(__dirname, 'child.ts'), {
		execArgv: ['--expose-gc', '--import', 'tsx'],
		env: { ...process.env, [FOLDER_VARIABLE]: folder },
	});
	child.send(job);
	const ended = once(child, 'exit').then(([code]) =>
		Promise.reject(new Error(`The child process exited with ${String(code)}`)),
	);
	const messages: unknown[] = await Promise.race([once(child, 'message'), ended]);
	return messages[0];
}

function finishedTask(sim: Simulator, size: number): string {
	const { task_id: id } = sim.tasks.create({
		model: 'bytedance/template',
		input: {},
		callback_url: null,
		credits: 1,
	});
	sim.media.set(id, { body: { size } });
	sim.tasks.finish(id, 'success');
	return id;
}

const inMb = (bytes: number) => (bytes / MEGABYTE).toFixed(1);
