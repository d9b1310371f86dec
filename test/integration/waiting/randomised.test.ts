import { makePlan } from './random/plan';
import { runScenario } from './random/scenario';
import { violations } from './random/witness';

/**
 * Hundreds of random runs, with faults at every step and crashes of n8n. Each can be repeated by its seed:
 * CRUN_TEST_SEED=<seed> CRUN_TEST_RUNS=1 npx jest --selectProjects integration waiting/randomised
 */

const RUNS = Number(process.env.CRUN_TEST_RUNS ?? 500);
const FIRST_SEED = Number(process.env.CRUN_TEST_SEED ?? Math.floor(Math.random() * 1e8));
const CONCURRENT_RUNS = 80;

interface Tally {
	wrong: string[];
	tasks: number;
	attempts: number;
	modes: Record<string, number>;
}

async function runAll(): Promise<Tally> {
	const tally: Tally = { wrong: [], tasks: 0, attempts: 0, modes: {} };
	let next = 0;
	const worker = async () => {
		while (next < RUNS) {
			const seed = FIRST_SEED + next++;
			const evidence = await runScenario(makePlan(seed));
			tally.tasks += evidence.sim.ledger.created.length;
			tally.attempts += evidence.attempts.length;
			tally.modes[evidence.plan.waitMode] = (tally.modes[evidence.plan.waitMode] ?? 0) + 1;
			tally.wrong.push(...violations(evidence).map((what) => `seed ${seed}: ${what}`));
		}
	};
	await Promise.all(Array.from({ length: CONCURRENT_RUNS }, worker));
	return tally;
}

it(`no task is paid for twice, lost or returned twice in ${RUNS} random runs (CRUN_TEST_SEED=${FIRST_SEED})`, async () => {
	const at = Date.now();
	const { wrong, tasks, attempts, modes } = await runAll();
	process.stdout.write(
		`Seed ${FIRST_SEED}: ${RUNS} runs ${JSON.stringify(modes)}, ${attempts} attempts, ${tasks} tasks, ${wrong.length} violations, ${Math.round((Date.now() - at) / 1000)} s\n`,
	);
	expect(wrong).toEqual([]);
	if (RUNS >= 100) expect(tasks).toBeGreaterThan(RUNS); // otherwise the faults would have prevented everything
}, 300_000);
