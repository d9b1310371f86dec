import { makePlan } from './random/plan';
import { runScenario } from './random/scenario';
import { violations } from './random/witness';

/**
 * Hundreds of random runs, with faults at every step and n8n dying now and then. Each is repeatable by its seed:
 * CRUN_TEST_SEED=<seed> CRUN_TEST_RUNS=1 npx jest --selectProjects integration waiting/randomised
 */

const RUNS = Number(process.env.CRUN_TEST_RUNS ?? 500);
const FIRST_SEED = Number(process.env.CRUN_TEST_SEED ?? Math.floor(Math.random() * 1e8));
const SIDE_BY_SIDE = 80;

interface Tally {
	wrong: string[];
	tasks: number;
	tries: number;
	modes: Record<string, number>;
}

async function runAll(): Promise<Tally> {
	const tally: Tally = { wrong: [], tasks: 0, tries: 0, modes: {} };
	let next = 0;
	const worker = async () => {
		while (next < RUNS) {
			const seed = FIRST_SEED + next++;
			const evidence = await runScenario(makePlan(seed));
			tally.tasks += evidence.sim.ledger.created.length;
			tally.tries += evidence.tries.length;
			tally.modes[evidence.plan.waitMode] = (tally.modes[evidence.plan.waitMode] ?? 0) + 1;
			tally.wrong.push(...violations(evidence).map((what) => `seed ${seed}: ${what}`));
		}
	};
	await Promise.all(Array.from({ length: SIDE_BY_SIDE }, worker));
	return tally;
}

it(`no task is paid twice, lost or given out twice in ${RUNS} random runs (CRUN_TEST_SEED=${FIRST_SEED})`, async () => {
	const at = Date.now();
	const { wrong, tasks, tries, modes } = await runAll();
	process.stdout.write(
		`Seed ${FIRST_SEED}: ${RUNS} runs ${JSON.stringify(modes)}, ${tries} tries, ${tasks} tasks, ${wrong.length} violations, ${Math.round((Date.now() - at) / 1000)} s\n`,
	);
	expect(wrong).toEqual([]);
	if (RUNS >= 100) expect(tasks).toBeGreaterThan(RUNS); // or the faults would have hidden everything
}, 300_000);
