/** Properties of reading a callback's body, with each zod that n8n may bring. */
import fc from 'fast-check';
import type * as callbackModule from '../../../nodes/Crun/crun/callbackBody';
import type { Json } from '../../../nodes/Crun/crun/contract';
import { documented, finishedTask } from '../support/documented';
import { loadWith, ZOD_VERSIONS } from '../support/zodVersions';
import { holds } from './support/holds';
import { anyJson, anyObject, mutated } from './support/json';
import { check, expectPlain, quick } from './support/outcomes';

describe.each(ZOD_VERSIONS)('The body of a callback, on %s', (version) => {
	let readCallbackBody: (typeof callbackModule)['readCallbackBody'];
	beforeAll(() => {
		const load = (): typeof callbackModule =>
			jest.requireActual('../../../nodes/Crun/crun/callbackBody');
		({ readCallbackBody } = loadWith<typeof callbackModule>(version, load).module);
	});

	function read(body: unknown) {
		const reading = quick(() => readCallbackBody(body));
		if (reading === null) return null;
		check(reading.taskId !== '' && reading.status !== '', 'a task without ID');
		expectPlain(reading);
		return reading;
	}

	holds('is a task or nothing, whatever it is', fc.oneof(anyJson, fc.anything()), (body) => {
		read(body);
	});

	holds(
		'is the task with this ID and status, whatever else it contains',
		fc.tuple(anyObject, fc.boolean(), anyObject),
		([fields, inEnvelope, around]) => {
			const task = { ...fields, task_id: 'a', status: 'success' };
			const reading = read(inEnvelope ? { code: 200, ...without(around), data: task } : task);
			check(reading?.taskId === 'a' && reading.status === 'success', 'not this task');
		},
	);

	holds(
		'is still that task after a change to one of its other fields',
		fc.constantFrom<Json>(finishedTask(), documented.task()).chain(mutated),
		({ value, path: [field] }) => {
			const reading = read(value);
			if (field === undefined || field === 'task_id') return;
			check(reading?.taskId === finishedTask().task_id, 'not this task');
		},
	);
});

/** Without fields that would make the envelope itself a task. */
const without = (fields: Record<string, Json>) =>
	Object.fromEntries(
		Object.entries(fields).filter(([name]) => !['task_id', 'taskId'].includes(name)),
	);
