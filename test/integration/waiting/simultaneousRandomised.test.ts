import { createRunExecutionData, deepCopy } from 'n8n-workflow';
import { startSimulator, type FaultKind, type Simulator } from '../../../dev/simulator';
import { createFromPhotos, executeAsTool, messageOf, photoOf, photos, sleep } from '../support';
import { Random } from './random/random';

/**
 * Random executions of an agent that calls its tool several times at once, with faults, and their retries. Each can
 * be repeated by its seed:
 * CRUN_TEST_SEED=<seed> CRUN_TEST_RUNS=1 npx jest --selectProjects integration waiting/simultaneousRandomised
 */

const RUNS = Number(process.env.CRUN_TEST_RUNS ?? 60);
const FIRST_SEED = Number(process.env.CRUN_TEST_SEED ?? Math.floor(Math.random() * 1e8));
const CONCURRENT_RUNS = 20;
const TWO_TASKS = 800;

const FAULTS: [FaultKind, ...FaultKind[]] = [
	{ kind: 'rateLimit', retryAfter: 0.05 },
	{ kind: 'rateLimit', retryAfter: 0 },
	{ kind: 'maintenance' },
	{ kind: 'status', status: 402 },
	{ kind: 'codeInOk', code: 422 },
	{ kind: 'resetBefore' },
	{ kind: 'resetAfter' },
	{ kind: 'html' },
	{ kind: 'cutJson' },
	{ kind: 'latency', ms: 60 },
];

function addFaults(random: Random, sim: Simulator): void {
	for (const endpoint of ['CreateTask', 'CreateTask', 'TaskInfo'] as const) {
		if (random.chance(0.4)) continue;
		let skipped = random.pick([0, 0, 1, 2]);
		const when = () => skipped-- <= 0;
		sim.faults.add({ endpoint, times: random.whole(1, 3), when, ...random.pick(FAULTS) });
	}
	sim.faults.add({ endpoint: '*', kind: 'latency', ms: random.whole(0, 15) });
	sim.faults.add({ endpoint: 'CreateTask', kind: 'latency', ms: random.pick([0, 60]) });
}

/** @returns what went wrong */
async function run(seed: number): Promise<string[]> {
	const random = new Random(seed);
	const limit = random.pick([undefined, TWO_TASKS]);
	const runningMs = random.pick([0, 40]);
	const sim = await startSimulator({ taskTimings: { pendingMs: 0, runningMs } });
	const wrong: string[] = [];
	let resendUnknown = false;
	let created = 0;
	let before = 0; // tasks of earlier executions
	sim.on('created', (entry) => {
		const earlier = sim.ledger.created.slice(0, created);
		created += 1;
		for (const [index, one] of earlier.entries()) {
			if (photoOf(one) !== photoOf(entry) || sim.tasks.get(one.task_id)?.status === 'failed')
				continue;
			const ruledOut = resendUnknown && one.lost && index < before;
			if (!ruledOut) wrong.push(`paid twice: ${photoOf(entry)}`);
		}
		// A task that the user has ruled out counts no longer, although it exists here.
		const counted = sim.ledger.created.filter(({ lost }) => !lost);
		const total = counted.reduce((sum, { credits }) => sum + credits, 0);
		if (total > (limit ?? Infinity)) wrong.push(`over the limit: ${total} credits`);
	});
	let runData = createRunExecutionData({ resumeToken: 'token-of-n8n' });
	const results: string[] = [];
	for (let execution = 0; execution < random.whole(2, 3); execution += 1) {
		before = created;
		resendUnknown = execution > 0 && random.chance(0.8);
		if (execution === 0) sim.faults.add({ endpoint: 'CreateTask', kind: 'resetBefore', times: 2 });
		addFaults(random, sim);
		const options = {
			resendUnknown,
			...(limit === undefined ? {} : { maxCreditsPerRun: limit }),
			concurrency: random.pick([1, 1, 3]),
		};
		const parameters = createFromPhotos(random.pick(['none', 'poll']), options);
		const names = () =>
			random.pick([['a'], ['a'], ['b'], ['fail'], ['a', 'a'], ['b', 'a'], ['b', 'a']]);
		const calls = Array.from({ length: random.whole(2, 6) }, (_, runIndex) => ({
			runIndex,
			items: photos(...names()),
			delay: random.pick([0, 0, 0, 20, 60]),
		}));
		const ended = calls.map(async ({ delay, ...call }) => {
			await sleep(delay);
			const executionId = String(77 + execution);
			try {
				const more = { sim, parameters, runData, executionId };
				return JSON.stringify(await executeAsTool('supplied tool', { ...more, ...call }));
			} catch (error) {
				return messageOf(error);
			}
		});
		results.push(...(await Promise.all(ended)));
		sim.faults.clear();
		runData = deepCopy(runData);
	}
	for (const { task_id: id, lost } of sim.ledger.created)
		if (!lost && !results.some((result) => result.includes(id))) wrong.push(`lost: ${id}`);
	await sim.stop();
	return wrong.map((what) => `seed ${seed}: ${what}`);
}

it(`no order is paid for twice, lost, or over the limit in ${RUNS} random runs (CRUN_TEST_SEED=${FIRST_SEED})`, async () => {
	const wrong: string[] = [];
	let next = 0;
	const worker = async () => {
		while (next < RUNS) wrong.push(...(await run(FIRST_SEED + next++)));
	};
	await Promise.all(Array.from({ length: CONCURRENT_RUNS }, worker));
	process.stdout.write(`Seed ${FIRST_SEED}: ${RUNS} runs, ${wrong.length} violations\n`);
	expect(wrong).toEqual([]);
}, 120_000);
