import { z } from 'zod';
import { ROUTES } from '../../dev/simulator/api/routes';
import type { Sim } from '../simulator/jobs';
import { costOf, type Cost } from '../support/cost';
import { runCrun } from './crun';
import { sendRequests } from './httpRequest';
import type { Side } from './jobs';
import { sendWithHelper } from './simpleNode';
import { get } from './undici';

const { path } = ROUTES.TaskInfo;

/** Asks once about each task. They are finished, so nobody waits. */
export async function check(by: Side, sim: Sim, ids: string[]): Promise<Cost> {
	const items = ids.map((id) => ({ json: { id } }));
	const parameters = { resource: 'task', operation: 'wait', taskId: '={{ $json.id }}' };
	const query = { task_id: '={{ $json.id }}' };
	return await costOf(async () => {
		if (by === 'crun') await runCrun(sim, parameters, items);
		else if (by === 'httpRequest') await sendRequests(sim, items, { method: 'GET', path, query });
		else if (by === 'helper')
			await sendWithHelper(sim, items, ({ id }) => [`${path}?task_id=${z.string().parse(id)}`]);
		else
			await get(
				sim,
				ids.map((id) => `${path}?task_id=${id}`),
			);
	});
}
