import fc from 'fast-check';
import { startSimulator, type Simulator } from '../../../dev/simulator';
import { openDeduplicationTable, type DeduplicationTable } from '../support';
import { anyCommands, anyStart, type Command } from './model/commands';
import { Model } from './model/model';
import { World } from './model/world';

/**
 * A model-based test of the ledger. Each sequence of commands runs executions, Retry On Fail, Retries, loops, and
 * crashes of n8n against a Crun that answers badly. After each command, the tasks at Crun are compared with what a
 * user would consider right: no order is paid for twice, none is refused without a reason, each item names its task.
 *
 * A failure is shrunk, and tells what happened. PROPERTY_SEED=<its seed> runs the same sequences again.
 * `npm run test:ledger` runs 20,000.
 */

const RUNS = Number(process.env.PROPERTY_RUNS ?? 1000);
/** The short run always takes the same sequences, so that it judges a change alike each time. The long run does not. */
const SHORT_SEED = 598543160;
const ANY_SEED = RUNS > 1000 ? Math.floor(Math.random() * 2 ** 31) : SHORT_SEED;
const SEED = Number(process.env.PROPERTY_SEED ?? ANY_SEED);
/** Sequences that run at the same time, since most of their time is spent waiting. Each lane has a seed of its own. */
const LANES = Math.min(RUNS, 24);
/** What a simulator records in this many sequences is forgotten. */
const SEQUENCES_PER_SIMULATOR = 100;

let table: DeduplicationTable;
beforeAll(async () => {
	table = await openDeduplicationTable();
});

/** The lane that found a failure and is shrinking it; the others end. */
let failed: number | undefined;
const tally = { sequences: 0, commands: 0, tasks: 0 };

async function runLane(lane: number): Promise<void> {
	let sim: Simulator | undefined;
	let sequences = 0;
	const run = async (first: Command, others: Iterable<Command>) => {
		if (failed !== undefined && failed !== lane) return;
		if (sequences % SEQUENCES_PER_SIMULATOR === 0) {
			await sim?.stop();
			sim = await startSimulator({ taskTimings: 'manual', callbacks: false, balance: 1e9 });
		}
		if (!sim) return;
		const world = new World(sim, table, `workflow-${lane}-${sequences}`);
		sequences += 1;
		tally.sequences += 1;
		const model = new Model(Date.UTC(2026, 0, 20));
		const created = sim.ledger.created.length;
		try {
			await first.run(model, world);
			await fc.asyncModelRun(() => ({ model, real: world }), others);
		} catch (error) {
			failed ??= lane;
			throw error;
		} finally {
			world.close();
			tally.commands += model.attemptCount;
			tally.tasks += sim.ledger.created.length - created;
		}
	};
	try {
		const numRuns = Math.ceil(RUNS / LANES);
		await fc.assert(fc.asyncProperty(anyStart, anyCommands, run), {
			numRuns,
			seed: SEED + lane,
			endOnFailure: false,
		});
	} finally {
		await sim?.stop();
	}
}

it(
	`no order is paid for twice or refused without a reason in ${RUNS} sequences (PROPERTY_SEED=${SEED})`,
	async () => {
		const at = Date.now();
		try {
			const lanes = Array.from({ length: LANES }, async (_, lane) => await runLane(lane));
			const ended = await Promise.allSettled(lanes);
			for (const one of ended) if (one.status === 'rejected') throw one.reason;
		} finally {
			const seconds = Math.round((Date.now() - at) / 1000);
			process.stdout.write(`Seed ${SEED}: ${JSON.stringify(tally)} in ${seconds} s\n`);
		}
	},
	Math.max(300_000, RUNS * 600),
);
