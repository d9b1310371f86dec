import { handler, serveJobs } from '../support/job';
import { callBackExecution, suspendExecution } from './callback';
import { check } from './check';
import { create } from './create';
import * as jobs from './jobs';
import { list, listPages } from './list';
import { search } from './search';
import { store, transferFile } from './transfer';
import { wait } from './wait';

/** A measured process: n8n-core with the nodes, and nothing else. */
serveJobs([
	handler(jobs.createTasks, async ({ by, sim, ...how }) => await create(by, sim, how)),
	handler(jobs.listTemplates, async ({ by, sim, items }) => await list(by, sim, items)),
	handler(jobs.listPages, async ({ sim, isWhole }) => await listPages(sim, isWhole)),
	handler(jobs.searchTemplates, async ({ sim, filter, token }) => await search(sim, filter, token)),
	handler(jobs.checkTasks, async ({ by, sim, ids }) => await check(by, sim, ids)),
	handler(jobs.waitForTasks, async ({ by, sim, ...how }) => ({
		endedAt: await wait(by, sim, how),
	})),
	handler(jobs.suspend, async ({ sim, items }) => await suspendExecution(sim, items)),
	handler(
		jobs.callBack,
		async ({ taskId, callbackUrl }) => await callBackExecution(taskId, callbackUrl),
	),
	handler(jobs.storeFile, store),
	handler(jobs.transfer, transferFile),
]);
