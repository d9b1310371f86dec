import { startSimulator, type Simulator } from '../../dev/simulator';
import { handler, serveJobs } from '../support/job';
import { seededRandom } from '../support/statistics';
import {
	finishedTasks,
	finishTasks,
	reportSim,
	startSim,
	stopSim,
	uploadedBytes,
	type SimOptions,
} from './jobs';
import { templatesLike } from './templates';

/** The process of the simulated Crun. */

const simulators = new Map<string, Simulator>();
/** By task ID, in milliseconds since the epoch. */
const finishedAt = new Map<string, number>();

function simulatorAt({ url }: { url: string }): Simulator {
	const found = simulators.get(url);
	if (!found) throw new Error(`There is no simulator at ${url}`);
	return found;
}

async function start({ latencyMs = 0, templates, tasks }: SimOptions) {
	const sim = await startSimulator({ taskTimings: 'manual', callbacks: false, balance: 1e9 });
	simulators.set(sim.url, sim);
	sim.on('status', ({ task_id: id, status }) => {
		if (status === 'success') finishedAt.set(id, Date.now());
	});
	if (latencyMs > 0) sim.faults.add({ endpoint: '*', kind: 'latency', ms: latencyMs });
	if (templates !== undefined)
		sim.catalogues.bytedance = templatesLike(sim.catalogues.bytedance, templates);
	if (tasks) finishByItself(sim, tasks);
	return { url: sim.url, apiKey: sim.apiKey };
}

function finishByItself(sim: Simulator, { from, to, seed }: NonNullable<SimOptions['tasks']>) {
	const random = seededRandom(seed);
	sim.on('created', ({ task_id: id }) => {
		setTimeout(() => sim.tasks.finish(id, 'success'), from + random() * (to - from)).unref();
	});
}

async function report(at: { url: string }) {
	const sim = simulatorAt(at);
	const requests: Record<string, number> = {};
	const checks = new Map<string, number>();
	for (const { endpoint, query } of sim.requests) {
		requests[endpoint] = (requests[endpoint] ?? 0) + 1;
		if (endpoint !== 'TaskInfo') continue;
		const id = query.task_id ?? '';
		checks.set(id, (checks.get(id) ?? 0) + 1);
	}
	const tasks = sim.ledger.created.map(({ task_id: id, input, callback_url: callbackUrl }) => ({
		id,
		finishedAt: finishedAt.get(id) ?? null,
		checks: checks.get(id) ?? 0,
		input: JSON.stringify(input),
		callbackUrl,
	}));
	return await Promise.resolve({ requests, tasks });
}

serveJobs([
	handler(startSim, start),
	handler(finishedTasks, async ({ url, count, size }) => {
		const sim = simulatorAt({ url });
		const task = { model: 'bytedance/template', input: {}, callback_url: null, credits: 1 };
		const ids = Array.from({ length: count }, () => sim.tasks.create(task).task_id);
		for (const id of ids) {
			if (size > 0) sim.media.set(id, { body: { size } });
			sim.tasks.finish(id, 'success');
		}
		return await Promise.resolve(ids);
	}),
	handler(finishTasks, async ({ ids, ...at }) => {
		for (const id of ids) simulatorAt(at).tasks.finish(id, 'success');
		return await Promise.resolve(null);
	}),
	handler(reportSim, report),
	handler(
		uploadedBytes,
		async (at) => await Promise.resolve(simulatorAt(at).uploads.at(-1)?.size ?? 0),
	),
	handler(stopSim, async (at) => {
		await simulatorAt(at).stop();
		simulators.delete(at.url);
		return null;
	}),
]);
