import { hasEnded } from '../../../dev/n8n/executions';
import type { Fault } from '../../../dev/simulator';
import { keepsPromises } from '../support/promises';
import { isMet } from '../support/settle';
import { paidTwice, photosNamed } from '../support/tasks';
import { importVideoWorkflow } from '../support/workflows';
import type { QueueWorld } from '../support/world';

const TASKS = 10;
const ENDED_WITHIN_MS = 60_000;

/** Of every ten answers, three are spoiled after the task was created. */
const FAULTS: Array<{ what: string; fault: Fault }> = [
	{ what: 'lost', fault: { endpoint: 'CreateTask', kind: 'resetAfter', times: 3 } },
	{ what: 'garbled', fault: { endpoint: 'CreateTask', kind: 'cutJson', times: 3 } },
	{
		what: 'a 502 page',
		fault: { endpoint: 'CreateTask', kind: 'html', status: 502, processed: true, times: 3 },
	},
];

export function describeRetryOnFail(world: QueueWorld): void {
	describe.each(FAULTS)('when three answers of ten are $what', ({ what, fault }) => {
		it('pays for no task twice with Retry On Fail and two retries', async () => {
			const { cluster, crun } = world;
			crun.faults.add(fault);
			const workflow = await importVideoWorkflow(
				world,
				photosNamed('photo', TASKS),
				{},
				{ retryOnFail: true, maxTries: 3, waitBetweenTries: 100 },
			);
			const id = await cluster.execute(workflow);
			const ended = async (one: string) =>
				await isMet(async () => hasEnded(await cluster.execution(one)), ENDED_WITHIN_MS);
			const executions = [await ended(id)];
			for (let retries = 0; retries < 2; retries += 1)
				executions.push(await ended(await cluster.retry(id)));
			keepsPromises(world, {
				what: `*Retry On Fail* with three attempts, then *Retry*, twice; three answers to CreateTask are ${what}`,
				times: `${TASKS} tasks`,
				figures: {
					paidTwice: paidTwice(world).length,
					stuck: executions.filter((one) => !one).length,
				},
			});
		});
	});
}
