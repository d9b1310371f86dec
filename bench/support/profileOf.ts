import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { NAMES, type Side } from '../measured/jobs';
import { interleave } from './interleave';
import { partsTable, readParts } from './profileParts';
import type { Stage } from './stage';
import { withWorkers } from './withWorkers';
import type { Worker } from './worker';

const ROUNDS = 10;

/**
 * Does work again and again with the profiler on, which makes everything slower, in new processes.
 * @param sides who does it; undici is left out: a library has no parts
 * @returns a table in Markdown: how many milliseconds of CPU time each part took in a round
 */
export async function profileOf(
	stage: Stage,
	sides: readonly Side[],
	work: (worker: Worker, side: Side) => Promise<unknown>,
): Promise<string> {
	const folder = await mkdtemp(join(stage.folder, 'profile-'));
	const nodes = sides.filter((side) => side !== 'undici');
	await withWorkers(stage, { isShort: false, profile: folder }, nodes, async (workerOf) => {
		await interleave(ROUNDS, nodes, async (side) => await work(workerOf(side), side));
	});
	const columns = nodes.map(async (side) => ({
		name: NAMES[side],
		times: await readParts(join(folder, side)),
	}));
	return partsTable(await Promise.all(columns), ROUNDS);
}
