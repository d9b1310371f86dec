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
	MANNERS,
	resultSchema,
	type Job,
	type Move,
	type Result,
} from './messages';

const MEGABYTE = 1024 * 1024;
/** Moving a file of any size must not cost more memory than this. */
const LIMIT_MB = 64;
const DEFAULT_SIZE_MB = 1024;

export const about = `memory that moving a file of 1 GB takes, in and out; option: another size in MB. Fails above ${LIMIT_MB} MB`;

/** Each transfer has a process of its own; the simulated Crun is in this one, so that its memory does not count. */
export async function run([sizeMb = String(DEFAULT_SIZE_MB)]: string[]): Promise<boolean> {
	const size = Number(sizeMb) * MEGABYTE;
	if (!Number.isInteger(size) || size < MEGABYTE) throw new Error(`"${sizeMb}" is no size in MB`);
	console.log(
		`A file of ${sizeMb} MB, n8n-core with binary data in files, Node ${process.version}\n`,
	);
	let good = true;
	for (const direction of DIRECTIONS) {
		const growths: number[] = [];
		for (const manner of MANNERS) {
			const { growth, took } = await transfer(direction, manner, size);
			growths.push(growth);
			console.log(
				`${direction.padEnd(8)} ${manner.padEnd(8)} ${inMb(growth).padStart(7)} MB more memory  ${(took / 1000).toFixed(1).padStart(5)} s`,
			);
		}
		const [streamed = 0, buffered = 0] = growths;
		console.log(
			`${direction.padEnd(8)} ratio    ${(buffered / Math.max(streamed, MEGABYTE)).toFixed(1).padStart(7)} times as much when buffered\n`,
		);
		good &&= streamed <= LIMIT_MB * MEGABYTE;
	}
	console.log(good ? `Within the limit of ${LIMIT_MB} MB.` : `ABOVE the limit of ${LIMIT_MB} MB.`);
	return good;
}

async function transfer(
	direction: Move['direction'],
	manner: Move['manner'],
	size: number,
): Promise<Result> {
	const sim = await startSimulator({ taskTimings: 'manual' });
	const folder = await mkdtemp(join(tmpdir(), 'n8n-nodes-crun-bench-'));
	try {
		const store = async (bytes: number) => fileSchema.parse(await ask(folder, { store: bytes }));
		const files = {
			big: await store(direction === 'upload' ? size : MEGABYTE),
			small: await store(MEGABYTE),
		};
		const tasks = { big: finishedTask(sim, size), small: finishedTask(sim, MEGABYTE) };
		const result = resultSchema.parse(
			await ask(folder, {
				direction,
				manner,
				files,
				tasks,
				sim: { url: sim.url, apiKey: sim.apiKey },
			}),
		);
		const arrived =
			direction === 'upload' ? sim.uploads.at(-1)?.sha256 : sim.media.sha256(tasks.big);
		if (arrived !== result.sha256)
			throw new Error(`What arrived by the ${manner} ${direction} is not what was sent`);
		return result;
	} finally {
		await sim.stop();
		await rm(folder, { recursive: true, force: true });
	}
}

/** Starts a process for one job. @returns what it tells */
async function ask(folder: string, job: Job): Promise<unknown> {
	const child = fork(join(__dirname, 'child.ts'), {
		execArgv: ['--expose-gc', '--import', 'tsx'],
		env: { ...process.env, [FOLDER_VARIABLE]: folder },
	});
	child.send(job);
	const ended = once(child, 'exit').then(([code]) =>
		Promise.reject(new Error(`The measured process ended with ${String(code)}`)),
	);
	const told: unknown[] = await Promise.race([once(child, 'message'), ended]);
	return told[0];
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
