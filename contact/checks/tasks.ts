import { randomUUID } from 'node:crypto';
import { endpoints } from '../../nodes/Crun/crun/contract';
import type { Contact } from '../contact';
import type { Probe } from '../probe';
import { either, noSuchTask, refused } from '../crun/expectation';

/** Asks for tasks that do not exist. */
export async function checkTaskInfo(contact: Contact): Promise<void> {
	const invalid = refused(422);
	const probes: Array<Pick<Probe<typeof endpoints.taskInfo>, 'name' | 'query' | 'expect'>> = [
		{ name: 'an unknown ID', query: { task_id: randomUUID() }, expect: noSuchTask },
		{
			name: 'a malformed ID',
			query: { task_id: 'not-a-task-id' },
			expect: either(noSuchTask, invalid),
		},
		{ name: 'without an ID', expect: invalid },
	];
	for (const probe of probes)
		await contact.check({ section: 'TaskInfo', endpoint: endpoints.taskInfo, ...probe });
}
